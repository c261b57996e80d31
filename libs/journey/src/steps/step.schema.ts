import { z } from 'zod';
import * as schemas from './schemas';

type Schemas = typeof schemas;

/** The names of all step kinds. */
export type Kind = keyof Schemas;

/** The settings of each kind. */
export type StepOf = { readonly [K in Kind]: z.infer<Schemas[K]> };

/** One box of a journey. */
export type Step = StepOf[Kind];

/** The names of all step kinds, for hints. */
export const kinds = Object.keys(schemas) as readonly Kind[];

type OneOf = [Schemas[Kind], ...Schemas[Kind][]];

/** One box of a journey: its kind says which settings it has. */
export const stepSchema = z.discriminatedUnion('kind', Object.values(schemas) as unknown as OneOf, {
  error: (issue) => (issue.code === 'invalid_union' ? unknownKind(issue.input) : undefined),
});

function unknownKind(step: unknown): string {
  const { kind } = step as { readonly kind?: unknown };
  const said =
    typeof kind === 'string' ? `there is no step kind '${kind.slice(0, 40)}'` : 'a step says its kind';
  return `${said}; kinds are ${kinds.join(', ')}`;
}
