import type { Journey } from './journey.schema';
import { semanticsOf } from './step-table';
import type { EmailContent } from './steps/email/email-content.schema';

/** A place in a content: a part of it (`subject`, `html`), line and column from 1 where they are known. */
export interface ContentPlace {
  readonly part: string;
  readonly line: number | null;
  readonly column: number | null;
  /** The block that templates share in which it is. */
  readonly block?: string;
  /** The translation in which it is. */
  readonly locale?: string;
}

/** Something wrong with a content. */
export interface ContentProblem extends ContentPlace {
  readonly sentence: string;
  readonly hint: string;
}

/** A name that a content reads, key by key (`event.items[0].sku`), where it stands first. */
export interface ContentRead extends ContentPlace {
  readonly keys: readonly (string | number)[];
}

/** What was found in a content when it was compiled. */
export interface ContentFindings {
  /** They keep it from being rendered. */
  readonly problems: readonly ContentProblem[];
  readonly warnings: readonly ContentProblem[];
  readonly reads: readonly ContentRead[];
}

/** What the steps of a journey say to people: the templates that they name, and their own contents by the key of each. */
export function wordingsOf(journey: Journey): {
  readonly templates: ReadonlySet<string>;
  readonly contents: ReadonlyMap<string, EmailContent>;
} {
  const wordings = Object.values(journey.steps).flatMap((step) => semanticsOf(step).wording?.(step) ?? []);
  return {
    templates: new Set(wordings.flatMap(({ key, content }) => (content === null ? [key] : []))),
    contents: new Map(
      wordings.flatMap(({ key, content }) => (content === null ? [] : [[key, content] as const])),
    ),
  };
}
