import type { ReadJson } from '../json/read-json';

/** Something of a workspace as a file defines it: what the API takes, and where it stands. */
export interface Definition {
  readonly key: string;
  readonly body: Named;
  /** As it is told to people: from where the command runs. */
  readonly file: string;
}

/** A JSON object. */
export type Named = Readonly<Record<string, unknown>>;

/** A journey, with its text to point into. */
export interface JourneyDefinition extends Definition {
  readonly text: ReadJson;
  /** Of its simulations. */
  readonly simulations: readonly Definition[];
}

/** What the files of a folder, or of several, define. */
export interface Definitions {
  readonly topics: readonly Definition[];
  readonly blocks: readonly Definition[];
  readonly templates: readonly Definition[];
  readonly audiences: readonly Definition[];
  readonly journeys: readonly JourneyDefinition[];
  /** People to bring along; their key is the user id. */
  readonly profiles: readonly Definition[];
  /** Files that cannot be read as what they are. */
  readonly faults: readonly FileFault[];
}

/** Why a file cannot be read as what it should be. */
export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly sentence: string;
  readonly hint: string;
}

export const nothing: Definitions = {
  topics: [],
  blocks: [],
  templates: [],
  audiences: [],
  journeys: [],
  profiles: [],
  faults: [],
};

/** Everything that several folders define. */
export function together(all: readonly Definitions[]): Definitions {
  return {
    topics: all.flatMap(({ topics }) => topics),
    blocks: all.flatMap(({ blocks }) => blocks),
    templates: all.flatMap(({ templates }) => templates),
    audiences: all.flatMap(({ audiences }) => audiences),
    journeys: all.flatMap(({ journeys }) => journeys),
    profiles: all.flatMap(({ profiles }) => profiles),
    faults: all.flatMap(({ faults }) => faults),
  };
}
