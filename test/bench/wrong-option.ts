import { parseArgs, type ParseArgsConfig } from 'node:util';

/** An option that is none, or holds what it cannot hold. */
export class WrongOption extends Error {
  override readonly name = 'WrongOption';
}

/** An option of parseArgs with a value. */
export const text = (value: string): { type: 'string'; default: string } => ({
  type: 'string',
  default: value,
});

/** @throws WrongOption */
export function numberOf(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new WrongOption(
    `--${name} is a whole number from ${least} to ${most}, as in --${name} ${Math.max(least, 3)}.`,
  );
}

/**
 * Reads the options of a program.
 * @param help what is said after what is wrong
 * @throws WrongOption
 */
export function parseOptions<Known extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Known,
  help: string,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new WrongOption(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}
