import { findFreePort, findFreePorts } from '../free-ports';

/** The ports that somebody wishes for; where one is taken, another is used. */
export interface WishedPorts {
  /** gRPC: what clients use. */
  readonly frontend?: number;
  readonly ui?: number;
}

/** The ports that our own server asks for, by the names in its configuration. */
export interface TemporalPorts {
  readonly ui: number;
  readonly services: Readonly<Record<'frontend' | (typeof INNER)[number], number>>;
}

const INNER = ['frontendHttp', 'history', 'matching', 'worker'] as const;

/** Ports that are free now, all different. */
export async function findTemporalPorts(wished: WishedPorts): Promise<TemporalPorts> {
  for (;;) {
    const [frontend, ui] = [await findFreePort(wished.frontend), await findFreePort(wished.ui)];
    const inner = await findFreePorts(INNER.length);
    if (new Set([frontend, ui, ...inner]).size < INNER.length + 2) continue;
    const named = INNER.map((name, at) => [name, inner[at] ?? 0] as const);
    return {
      ui,
      services: { frontend, ...(Object.fromEntries(named) as Record<(typeof INNER)[number], number>) },
    };
  }
}
