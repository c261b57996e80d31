import { destinationsOfStage } from './destinations-of-stage';
import { ask, type Provocation, type Stage } from './provocation';

type Refusals = { readonly [code: string]: Provocation };
type Keyed = (before: string, missing: string, after?: string, json?: object) => Refusals;
type Repeatable = (url: (stage: Stage) => string) => Refusals;

const BEFORE = '/v1/audiences/welcome/destinations';
const ROUTE = '/v1/audiences/{key}/destinations/{destination}';
const { shop: endpoint, leaving } = destinationsOfStage;

/** Every refusal of the routes of destinations, and what provokes it. */
export function destinationRefusals(
  keyed: Keyed,
  repeatable: Repeatable,
): { readonly [route: string]: Refusals } {
  const named = (after = ''): Refusals => ({
    ...keyed('/v1/audiences', 'audience-not-found', `/destinations/shop${after}`),
    'destination-not-found': ask(`${BEFORE}/none${after}`),
  });
  const acts = ['pause', 'resume', 'refresh'].map((act) => {
    const refusals = {
      ...named(`/${act}`),
      ...repeatable(() => `${BEFORE}/shop/${act}`),
      'destination-leaving': ask(`${BEFORE}/leaving/${act}`),
    };
    return [`POST ${ROUTE}/${act}`, refusals] as const;
  });
  return {
    'GET /v1/audiences/{key}/destinations': keyed('/v1/audiences', 'audience-not-found', '/destinations'),
    [`GET ${ROUTE}`]: named(),
    [`DELETE ${ROUTE}`]: named(),
    [`PUT ${ROUTE}`]: {
      ...keyed('/v1/audiences', 'audience-not-found', '/destinations/shop', endpoint),
      'credentials-missing': ask(`${BEFORE}/new`, { json: { kind: 'meta', audienceId: '7' } }),
      'destination-differs': ask(`${BEFORE}/shop`, { json: { ...endpoint, url: 'https://other.example' } }),
      'destination-leaving': ask(`${BEFORE}/leaving`, { json: leaving }),
      'list-in-use': ask(`${BEFORE}/second`, { json: endpoint }),
    },
    ...Object.fromEntries(acts),
  };
}
