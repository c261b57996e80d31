import type { Definition, Definitions, JourneyDefinition, Named } from '../definitions/definitions';
import type { Api } from '../server/api';
import { diffJson, type Difference } from './diff-json';
import { inOrderOfUse } from './in-order-of-use';
import { inTurns } from './in-turns';

/** What applying a definition would do. */
export interface Change {
  readonly what: 'topic' | 'audience' | 'block' | 'template' | 'journey';
  readonly key: string;
  readonly file: string;
  readonly does: 'add' | 'change' | 'nothing';
  readonly differences: readonly Difference[];
  readonly body: Named;
}

/** What applying a journey would do, and who is inside. */
export interface JourneyChange extends Change {
  readonly what: 'journey';
  readonly state: 'draft' | 'running' | 'paused' | 'stopped' | null;
  /** The version that people enter. */
  readonly publishedVersion: number | null;
  /** Whether what people enter is what the file says. */
  readonly isPublished: boolean;
  /** How many stand at each step now. */
  readonly active: Readonly<Record<string, number>>;
}

/** What applying files to a workspace would do, in the order in which it is done. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly journeys: readonly JourneyChange[];
}

interface ShownJourney {
  readonly state: 'draft' | 'running' | 'paused' | 'stopped';
  readonly publishedVersion: number | null;
  readonly draft: Named | null;
}

/** Compares what files define with what a workspace has. Changes nothing. */
export async function makePlan(api: Api, definitions: Definitions): Promise<Plan> {
  const compared = (what: Change['what'], all: readonly Definition[]): Promise<readonly Change[]> =>
    inTurns(all, async (one) => compare(what, one, await api.find<Named>(pathOf(what, one.key))));
  return {
    changes: [
      ...(await compared('topic', definitions.topics)),
      ...(await compared('audience', definitions.audiences)),
      ...(await compared('block', inOrderOfUse(definitions.blocks))),
      ...(await compared('template', definitions.templates)),
    ],
    journeys: await inTurns(definitions.journeys, (one) => compareJourney(api, one)),
  };
}

/** Where something stands in the API. */
export function pathOf(what: Change['what'], key: string): string {
  return `/v1/${what}s/${encodeURIComponent(key)}`;
}

/** What is the same whether it is said or not. */
const DEFAULTS: { readonly [W in Change['what']]: Named } = {
  topic: { description: '', default: 'out' },
  audience: { description: '', topic: null },
  block: { mjml: null, html: null, text: null, locales: null },
  template: { preheader: null, mjml: null, html: null, text: null, locales: null },
  journey: {},
};

function compare(what: Change['what'], { key, file, body }: Definition, found: Named | null): Change {
  if (found === null) return { what, key, file, body, does: 'add', differences: [] };
  const wanted: Named = { ...DEFAULTS[what], ...body };
  // What the workspace tells beyond what a file can say (when it was saved, say) is no difference.
  const there = Object.fromEntries(
    Object.keys(wanted).map((name) => [name, found[name] ?? DEFAULTS[what][name]]),
  );
  const differences = diffJson(there, wanted);
  return { what, key, file, body, does: differences.length > 0 ? 'change' : 'nothing', differences };
}

async function compareJourney(api: Api, { key, file, body }: JourneyDefinition): Promise<JourneyChange> {
  const what = 'journey';
  const path = pathOf(what, key);
  const found = await api.find<ShownJourney>(path);
  if (found === null) {
    const none = { state: null, publishedVersion: null, isPublished: false, active: {}, differences: [] };
    return { what, key, file, body, does: 'add', ...none };
  }
  const { state, publishedVersion, draft } = found;
  const differences = diffJson(draft ?? {}, body);
  const does = differences.length > 0 ? 'change' : 'nothing';
  const change = { what, key, file, body, does, differences, state, publishedVersion } as const;
  if (publishedVersion === null) return { ...change, isPublished: false, active: {} };
  const [version, report] = await Promise.all([
    api.get<{ readonly document: Named }>(`${path}/versions/${publishedVersion}`),
    api.get<{ readonly active: Readonly<Record<string, number>> }>(`${path}/report`),
  ]);
  const isPublished = diffJson(version.document, body).length === 0;
  return { ...change, isPublished, active: report.active };
}
