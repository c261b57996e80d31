/** A setting that is wrong, in one sentence: which variable, what is wrong with it, and how a right one looks. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly variable: string;

  constructor(variable: string, sentence: string) {
    super(sentence);
    this.variable = variable;
  }
}
