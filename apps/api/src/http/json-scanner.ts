import { jsonFault, shortened, type JsonFault, type JsonFaultCode } from './json-fault';

/** How much a document may hold. */
export interface JsonLimits {
  /** Objects and arrays inside each other, counted from a unit. */
  readonly depth: number;
  /** Keys in one unit. */
  readonly keys: number;
  /** How deep a unit lies: 0 = the document is one, 2 = the members of an array in it each are one (a batch's events). */
  readonly unitDepth: 0 | 2;
}

/** Names that mean something to JavaScript's own objects. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const LONGEST_NUMBER = 400;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** A run of a text that needs no look: no quote, escape, control character or half character. */
const PLAIN = /[^"\\\p{Cc}\p{Cs}]*/uy;
const HEX = /[0-9A-Fa-f]{4}/y;
const WORDS = ['true', 'false', 'null'];
const QUOTE = 34;
const BACKSLASH = 92;
const ESCAPABLE = '"\\/bfnrtu';

class Found extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.sentence);
  }
}

/**
 * Looks for what we do not take in a JSON text, reading each character once and building no value. Recursion is as
 * deep as `limits.depth` allows.
 * @returns the first fault; null when JSON.parse may have the text
 */
export function scanJson(text: string, limits: JsonLimits): JsonFault | null {
  try {
    new JsonScanner(text, limits).scan();
    return null;
  } catch (error) {
    if (error instanceof Found) return error.fault;
    throw error;
  }
}

class JsonScanner {
  private at = 0;
  private keys = 0;
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
  ) {}

  scan(): void {
    this.skipSpace();
    if (this.at === this.text.length) this.fail('empty-body', 'There is no JSON in the body.');
    this.value();
    this.skipSpace();
    if (this.at < this.text.length)
      this.fail('trailing-text', `The JSON ends before character ${this.at + 1}, but the text goes on.`);
  }

  private value(): void {
    const first = this.text[this.at];
    if (this.path.length === this.limits.unitDepth) this.keys = 0;
    if (first === '{') return this.object();
    if (first === '[') return this.array();
    if (first === '"') return void this.string();
    if (first === '-' || (first !== undefined && first >= '0' && first <= '9')) return this.number();
    const word = WORDS.find((one) => this.text.startsWith(one, this.at));
    if (word === undefined) return this.unexpected();
    this.at += word.length;
  }

  private object(): void {
    this.enter();
    if (this.take('}')) return;
    const seen = new Set<string>();
    do {
      this.skipSpace();
      if (this.text[this.at] !== '"') this.unexpected();
      const key = this.string();
      this.path.push(key);
      this.judgeKey(key, seen);
      this.expect(':');
      this.skipSpace();
      this.value();
      this.path.pop();
    } while (this.take(','));
    this.expect('}');
  }

  private array(): void {
    this.enter();
    if (this.take(']')) return;
    for (let index = 0; ; index++) {
      this.path.push(index);
      this.skipSpace();
      this.value();
      this.path.pop();
      if (!this.take(',')) break;
    }
    this.expect(']');
  }

  private enter(): void {
    this.at++;
    if (this.path.length >= this.limits.depth + this.limits.unitDepth) {
      this.fail('too-deep', `Objects and arrays lie more than ${this.limits.depth} deep in each other.`);
    }
  }

  private judgeKey(key: string, seen: Set<string>): void {
    if (FORBIDDEN.has(key)) this.fail('forbidden-key', `'${key}' cannot be a key.`);
    if (seen.has(key)) this.fail('duplicate-key', `'${shortened(key)}' stands twice in the same object.`);
    seen.add(key);
    if (++this.keys > this.limits.keys)
      this.fail('too-many-keys', `There are more than ${this.limits.keys} keys.`);
  }

  /** Reads a string. @returns its value */
  private string(): string {
    const start = this.at++;
    let hasEscapes = false;
    let halfOpen = false;
    for (;;) {
      if (!halfOpen) this.skip(PLAIN);
      let unit = this.text.charCodeAt(this.at);
      if (unit === QUOTE) break;
      if (Number.isNaN(unit)) this.unexpected();
      if (unit === BACKSLASH) {
        unit = this.escape();
        hasEscapes = true;
      } else {
        if (unit > 0 && unit < 32)
          this.fail('malformed-json', `Character ${this.at + 1} is a control character inside a text.`);
        this.at++;
      }
      if (unit === 0) this.fail('nul-character', `There is a NUL character before character ${this.at + 1}.`);
      const isLow = unit >= 0xdc00 && unit <= 0xdfff;
      if (isLow !== halfOpen) this.failHalf();
      halfOpen = unit >= 0xd800 && unit <= 0xdbff;
    }
    if (halfOpen) this.failHalf();
    this.at++;
    const raw = this.text.slice(start, this.at);
    return hasEscapes ? (JSON.parse(raw) as string) : raw.slice(1, -1);
  }

  /** Reads an escape. @returns the UTF-16 unit it stands for; 1 for all short ones, which are harmless */
  private escape(): number {
    const letter = this.text[++this.at];
    if (letter === undefined || !ESCAPABLE.includes(letter)) this.unexpected();
    this.at++;
    if (letter !== 'u') return 1;
    const from = this.at;
    if (!this.skip(HEX)) {
      this.at = this.text.length - from < 4 ? this.text.length : from;
      this.unexpected();
    }
    return Number.parseInt(this.text.slice(from, this.at), 16);
  }

  private number(): void {
    const from = this.at;
    if (!this.skip(NUMBER)) {
      this.at++;
      this.unexpected();
    }
    const length = this.at - from;
    if (length > LONGEST_NUMBER) this.fail('number-too-long', `A number is ${length} characters long.`);
    if (!Number.isFinite(Number(this.text.slice(from, this.at))))
      this.fail('number-too-large', 'A number is too large.');
  }

  /** Goes over what the sticky expression matches here. @returns whether it does */
  private skip(expression: RegExp): boolean {
    // Sticky expressions keep their place: it is set before every use.
    expression.lastIndex = this.at;
    if (!expression.test(this.text)) return false;
    this.at = expression.lastIndex;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
      this.at++;
    }
  }

  private take(sign: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) this.unexpected();
  }

  private unexpected(): never {
    if (this.at >= this.text.length) this.fail('truncated-json', 'The JSON ends before it is complete.');
    const rest = this.text.slice(this.at, this.at + 5);
    if (this.at + rest.length === this.text.length && WORDS.some((word) => word.startsWith(rest))) {
      this.fail('truncated-json', 'The JSON ends in the middle of a word.');
    }
    this.fail('malformed-json', `Character ${this.at + 1} cannot stand there.`);
  }

  private failHalf(): never {
    this.fail(
      'lone-surrogate',
      `There is half a character (a lone surrogate) before character ${this.at + 1}.`,
    );
  }

  private fail(code: JsonFaultCode, sentence: string): never {
    throw new Found(jsonFault(code, this.path, sentence));
  }
}
