import { pointer } from '#journey';

/** What is wrong with a JSON text, and at which character. */
export interface JsonFault {
  readonly at: number;
  readonly sentence: string;
  readonly hint: string;
}

/** Where the values of a JSON text begin, by pointer (RFC 6901). */
export interface Positions {
  readonly positions: ReadonlyMap<string, number>;
}

/** Objects and lists inside each other, at most: as the API takes them. */
const DEEPEST = 100;
const SPACE = /[ \t\r\n]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STRING = /"(?:[^"\\\r\n]+|\\.)*"/y;
const WORD = /[^\s,:{}[\]"]+/y;

/** Finds where each value of a JSON text stands, or the first thing that is wrong with it. */
export function scanJson(text: string): Positions | JsonFault {
  try {
    return { positions: new Scanner(text).scan() };
  } catch (error) {
    if (error instanceof Wrong) return error.fault;
    throw error;
  }
}

class Wrong extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.sentence);
  }
}

class Scanner {
  private at = 0;
  private readonly keys: (string | number)[] = [];
  private readonly positions = new Map<string, number>();

  constructor(private readonly text: string) {}

  scan(): ReadonlyMap<string, number> {
    this.value('a value');
    this.skip(SPACE);
    if (this.at < this.text.length)
      this.fail('The text goes on after the end of the JSON.', 'Remove what follows, or put it inside.');
    return this.positions;
  }

  private value(wanted: string): void {
    this.skip(SPACE);
    this.positions.set(pointer(this.keys), this.at);
    if (this.take('{')) return this.object();
    if (this.take('[')) return this.array();
    if (this.text[this.at] === '"') return void this.string();
    if (this.skip(SCALAR) === null) this.unexpected(wanted);
  }

  private object(): void {
    this.checkDepth();
    this.skip(SPACE);
    if (this.take('}')) return;
    const seen = new Set<string>();
    do {
      this.skip(SPACE);
      if (this.text[this.at] !== '"') this.unexpected('a key in double quotes');
      const start = this.at;
      const key = this.string();
      if (seen.has(key)) {
        this.at = start;
        this.fail(`The key '${key}' stands twice in the same object.`, 'Keep one of them.');
      }
      seen.add(key);
      this.skip(SPACE);
      if (!this.take(':')) this.unexpected('a colon');
      this.within(key, () => this.value('a value'));
      this.skip(SPACE);
    } while (this.take(','));
    if (!this.take('}')) this.unexpected('a comma or }');
  }

  private array(): void {
    this.checkDepth();
    this.skip(SPACE);
    if (this.take(']')) return;
    let index = 0;
    do {
      this.within(index++, () => this.value('a value'));
      this.skip(SPACE);
    } while (this.take(','));
    if (!this.take(']')) this.unexpected('a comma or ]');
  }

  private string(): string {
    const start = this.at;
    const found = this.skip(STRING);
    if (found === null)
      this.fail('A text has no end on its line.', 'Close it with a double quote; a line break is \\n.');
    try {
      return JSON.parse(found) as string;
    } catch {
      this.at = start;
      return this.fail(
        'A text holds what JSON does not take as it is.',
        'Write a tab as \\t, a backslash as \\\\.',
      );
    }
  }

  private within(key: string | number, read: () => void): void {
    this.keys.push(key);
    read();
    this.keys.pop();
  }

  private checkDepth(): void {
    if (this.keys.length >= DEEPEST)
      this.fail(`Objects and lists lie more than ${DEEPEST} deep in each other.`, 'Make it flatter.');
  }

  /** Goes over what the sticky expression finds here. @returns it; null where it finds nothing */
  private skip(expression: RegExp): string | null {
    expression.lastIndex = this.at;
    const [found] = expression.exec(this.text) ?? [];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  private take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private unexpected(wanted: string): never {
    if (this.at >= this.text.length)
      this.fail(`The JSON ends where ${wanted} should stand.`, 'Something is not closed, or was cut off.');
    const at = this.at;
    const found = this.skip(WORD) ?? this.text[at] ?? '';
    this.at = at;
    const isTrailing = (found === '}' || found === ']') && /,\s*$/.test(this.text.slice(0, at));
    this.fail(
      `There is ${JSON.stringify(found.slice(0, 40))} where ${wanted} should stand.`,
      isTrailing
        ? 'Remove the comma before it.'
        : found.startsWith('/')
          ? 'JSON has no comments: use "description".'
          : 'Keys and texts stand in double quotes; commas stand between things.',
    );
  }

  private fail(sentence: string, hint: string): never {
    throw new Wrong({ at: this.at, sentence, hint });
  }
}
