/** A template as its author wrote it: Liquid in every part; the body as MJML or as HTML. */
export interface TemplateSource {
  readonly subject: string;
  readonly preheader?: string;
  readonly mjml?: string;
  readonly html?: string;
  readonly text?: string;
  /** The blocks that can be put into it. */
  readonly blocks?: Blocks;
}

/** A piece that templates share: what of it is put into MJML, into HTML, and into text, subject and preheader. */
export interface BlockSource {
  readonly mjml?: string;
  readonly html?: string;
  readonly text?: string;
}

/** Blocks by their keys. */
export type Blocks = Readonly<Record<string, BlockSource>>;

export type TemplatePart = 'subject' | 'preheader' | 'mjml' | 'html' | 'text';

/**
 * A template made ready for rendering: MJML turned into HTML, the preheader put into it, Liquid kept.
 * Plain JSON, to be stored. `text: null` = the text is made from each rendered HTML.
 */
export interface CompiledTemplate {
  readonly subject: string;
  readonly preheader: string | null;
  readonly html: string | null;
  readonly text: string | null;
}

/** Something wrong with a template, at a line and column (from 1) of what its author wrote. */
export type TemplateProblem = {
  readonly part: TemplatePart;
  readonly line: number | null;
  readonly column: number | null;
  /** The block in which it is. */
  readonly block?: string;
  readonly sentence: string;
  readonly hint: string;
};

/** A name that a template reads, key by key (`event.items[0].sku`), where it stands first. */
export type TemplateRead = Pick<TemplateProblem, 'part' | 'line' | 'column' | 'block'> & {
  readonly keys: readonly (string | number)[];
};

export type Compilation =
  | {
      readonly kind: 'compiled';
      readonly compiled: CompiledTemplate;
      /** Each name once; of very many the first. */
      readonly reads: readonly TemplateRead[];
      readonly warnings: readonly TemplateProblem[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly TemplateProblem[] };

/** One message, ready to be sent, or why the template could not make it. */
export type Rendered =
  | {
      readonly kind: 'rendered';
      readonly subject: string;
      readonly html: string | null;
      readonly text: string;
    }
  | { readonly kind: 'failed'; readonly code: RenderFault; readonly sentence: string };

export type RenderFault = 'template-error' | 'template-timeout' | 'template-too-big';
