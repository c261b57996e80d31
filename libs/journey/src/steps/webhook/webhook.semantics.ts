import { readPath, shown, type Json, type JsonObject } from '#conditions';
import type { CallCommand } from '../../command';
import type { Did } from '../../log';
import type { Outcome, Settlement } from '../../run';
import { pathsIn, pathsInEach } from '../../values/paths-in';
import { sendIdOfVisit } from '../send-id-of-visit';
import type { StepOf } from '../step.schema';
import type { Standing, StepResult, StepSemantics } from '../step.semantics';
import { writeRequest } from './write-request';

type Webhook = StepOf['webhook'];

const saidOf: { readonly [O in Outcome]: { readonly did: Did; readonly words: string } } = {
  accepted: { did: 'sent', words: 'the endpoint took the call' },
  refused: { did: 'refused', words: 'the endpoint was not called' },
  failed: { did: 'woken', words: 'the call failed' },
  unknown: { did: 'woken', words: 'nobody knows whether the call came through' },
};

/** Asks for one call and rests until the ledger has settled it; then the answer is there for later steps. */
export const webhook: StepSemantics<Webhook> = {
  edges: (step) => [
    { at: ['next'], next: step.next },
    ...(step.onError === undefined ? [] : [{ at: ['onError'], next: step.onError }]),
  ],
  takesTime: () => false,
  reads: (step) => [
    ...pathsIn(step.url, ['url']),
    ...pathsInEach(step.headers ?? {}, ['headers']),
    ...(step.body === undefined ? [] : pathsIn(step.body, ['body'])),
  ],
  sets: (step) => Object.keys(step.saveAs ?? {}).map((name) => ({ name })),
  leaves: ['sendId', 'outcome', 'reason', 'status', 'body'],
  arrive(step, standing) {
    const request = writeRequest(step, standing.facts);
    if (!request) return settled(step, standing, { outcome: 'failed', reason: 'request-too-long' });
    const { origin } = new URL(request.url);
    const { stepId, visit } = standing;
    const sendId = sendIdOfVisit(standing);
    const call: CallCommand = {
      kind: 'send',
      channel: 'webhook',
      sendId,
      step: stepId,
      visit,
      origin,
      request,
    };
    return {
      kind: 'rest',
      rest: { kind: 'send', since: standing.facts.now, sendId, label: `webhook (${stepId})` },
      because: `calls ${request.method} ${origin}`,
      commands: [call],
      detail: { sendId },
    };
  },
  resume(step, standing, resolution) {
    if (resolution.kind !== 'settled') throw new Error(`a webhook cannot be resumed by '${resolution.kind}'`);
    return settled(step, standing, resolution);
  },
};

function settled(step: Webhook, standing: Standing, settlement: Settlement): StepResult {
  const { outcome, reason, reply } = settlement;
  const sendId = sendIdOfVisit(standing);
  const why =
    outcome === 'accepted' ? `answered ${reply?.status ?? 'something'}` : (settlement.because ?? reason);
  const { did, words } = saidOf[outcome];
  const outputs: JsonObject = { sendId, outcome, reason, ...(reply && { ...reply }) };
  const saved = savedOf(step, standing, outputs);
  const told = saved.map(([name, value]) => `${name} is ${value === undefined ? 'missing' : shown(value)}`);
  return {
    kind: 'go',
    next: outcome === 'accepted' || step.onError === undefined ? step.next : step.onError,
    did,
    because: [why === null ? words : `${words}: ${why}`, ...told].join('; '),
    outputs,
    ...(saved.length > 0 && { variables: variablesWith(standing, saved) }),
    detail: { sendId, outcome },
  };
}

type Saved = readonly (readonly [name: string, value: Json | undefined])[];

/** The parts of the answer that are kept as variables; undefined where the answer has no such part. */
function savedOf({ saveAs = {} }: Webhook, { facts, stepId }: Standing, outputs: JsonObject): Saved {
  const known = { ...facts, steps: { [stepId]: outputs } };
  return Object.entries(saveAs).map(([name, path]) => [name, readPath(known, `steps.${stepId}.${path}`)]);
}

/** All variables, with these; where the answer has no such part, the variable is not there from then on. */
function variablesWith({ facts }: Standing, saved: Saved): JsonObject {
  const names = new Set(saved.map(([name]) => name));
  const kept = Object.entries(facts.run).filter(([name]) => !names.has(name));
  const given = saved.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries([...kept, ...given]);
}
