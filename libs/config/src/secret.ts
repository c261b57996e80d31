import { inspect } from 'node:util';

/**
 * A value that must not be seen. JSON.stringify, util.inspect, templates and errors show `[secret]`;
 * only `reveal()` gives it out.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
