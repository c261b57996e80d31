import type { Blocks } from '../template.contract';
import { offsetsIn, positionsIn, type TextPosition } from '../text-position';
import type { ExpandedPart, Origin } from './expand-blocks';

interface Placed {
  readonly line: number | null;
  readonly column: number | null;
}

/** A place as its author finds it: with the block, where it is in one. */
type Told = TextPosition & { readonly block?: string };

/** Tells where something was written, by line and column. */
export function tellOrigin({ block, form, offset }: Origin, written: string, blocks: Blocks): Told {
  if (block === null) return positionsIn(written)(offset);
  return { ...positionsIn(blocks[block]?.[form] ?? '')(offset), block };
}

/** Tells where something was written that was found in a part with its blocks put in. */
export function relocateIn(
  { text, originOf }: ExpandedPart,
  written: string,
  blocks: Blocks,
): <Found extends Placed>(found: Found) => Found & { readonly block?: string } {
  if (text === written) return (found) => found;
  const offsetOf = offsetsIn(text);
  return (found) => {
    if (found.line === null || found.column === null) return found;
    const origin = originOf(offsetOf({ line: found.line, column: found.column }));
    return { ...found, ...tellOrigin(origin, written, blocks) };
  };
}
