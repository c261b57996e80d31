import { limits } from '../limits';
import type { BlockSource, Blocks, TemplatePart } from '../template.contract';
import { blockTagsIn } from './block-tags';

/** Where something was written: in a block, or, where that is null, in the part itself; and what was taken of the block. */
export interface Origin {
  readonly block: string | null;
  readonly form: BlockForm;
  readonly offset: number;
}

/** What blocks have for MJML, for HTML, and for text, subject and preheader. */
export type BlockForm = 'mjml' | 'html' | 'text';

/** Something wrong with how blocks are put in. */
export interface BlockProblem extends Origin {
  readonly sentence: string;
  readonly hint: string;
}

/** A part with its blocks put in. */
export interface ExpandedPart {
  readonly text: string;
  readonly problems: readonly BlockProblem[];
  /** Where an offset of the whole was written. */
  readonly originOf: (offset: number) => Origin;
}

/** A piece of the whole, from `at` on. */
interface Piece extends Origin {
  readonly at: number;
}

/** Puts the blocks that a part names in their places, and those that they name, before anything else looks at it. */
export function expandBlocks(part: TemplatePart, written: string, blocks: Blocks): ExpandedPart {
  const pieces: Piece[] = [];
  const problems: BlockProblem[] = [];
  const texts: string[] = [];
  let length = 0;
  let count = 0;
  let isFull = false;

  const put = (text: string, origin: Origin): void => {
    pieces.push({ at: length, ...origin });
    texts.push(text);
    length += text.length;
  };
  /** Why a block cannot be put in; null where it can. */
  const faultOf = (key: string | null, form: BlockForm, around: readonly string[]): Fault | null => {
    count += 1;
    if (key === null) return UNNAMED;
    if (!Object.hasOwn(blocks, key)) return unknown(key);
    if (around.includes(key)) return inItself([...around, key]);
    if (count > limits.blockUses || length > limits.sourceCharacters) return TOO_MANY;
    return textOf(blocks[key], form) === null ? lacking(key, form) : null;
  };
  const expand = (source: string, form: BlockForm, around: readonly string[]): void => {
    const block = around.at(-1) ?? null;
    let copied = 0;
    for (const { key, begin, end } of blockTagsIn(source)) {
      put(source.slice(copied, begin), { block, form, offset: copied });
      copied = end;
      if (isFull || problems.length >= limits.problems) continue;
      const fault = faultOf(key, form, around);
      const taken = fault ? null : textOf(blocks[key ?? ''], form);
      if (fault) problems.push({ block, form, offset: begin, ...fault });
      isFull = fault === TOO_MANY;
      if (taken) expand(taken.text, taken.form, [...around, key ?? '']);
    }
    put(source.slice(copied), { block, form, offset: copied });
  };

  expand(written, part === 'mjml' || part === 'html' ? part : 'text', []);
  return {
    text: texts.join(''),
    problems,
    originOf: (offset) => {
      const piece = pieces.findLast(({ at }) => at <= offset);
      if (!piece) throw new Error('the first piece begins at the first offset');
      return { ...piece, offset: piece.offset + offset - piece.at };
    },
  };
}

/** What of a block is put into a form; HTML can stand in the text of MJML, and stays HTML in there. */
function textOf(
  block: BlockSource | undefined,
  form: BlockForm,
): { readonly text: string; readonly form: BlockForm } | null {
  const own = block?.[form];
  if (own !== undefined) return { text: own, form };
  return form === 'mjml' && block?.html !== undefined ? { text: block.html, form: 'html' } : null;
}

type Fault = Pick<BlockProblem, 'sentence' | 'hint'>;

const UNNAMED: Fault = {
  sentence: 'It is not said which block is to stand here.',
  hint: "Name it, and nothing else: {% include 'footer' %}. A block sees all that is around it.",
};

const TOO_MANY: Fault = {
  sentence: 'Too many blocks are put in here.',
  hint: 'Use fewer of them inside each other.',
};

function unknown(key: string): Fault {
  const sentence = `There is no block '${key.slice(0, 100)}'.`;
  return { sentence, hint: 'Save it first: PUT /v1/blocks/:key.' };
}

function inItself(keys: readonly string[]): Fault {
  const sentence = `The block '${keys.at(-1) ?? ''}' is put into itself: ${keys.join(' → ')}.`;
  return { sentence, hint: 'Take one of them out.' };
}

function lacking(key: string, form: BlockForm): Fault {
  const sentence = `The block '${key}' has no ${form}.`;
  return { sentence, hint: `Give it "${form}": that is what is put into ${form}.` };
}
