import { ConfigError } from './config-error';
import { type Environment, environmentSchema, type Variable, variables } from './environment.schema';
import { examplesOfVariables } from './examples-of-variables';
import { Secret } from './secret';

/**
 * The variables that are set, each checked by itself. One that is empty or blank counts as not set.
 * @throws ConfigError about the first wrong one
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = variables.flatMap((name) => {
    const text = env[name]?.trim();
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  const read = environmentSchema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw wrong(issue?.path[0] as Variable, issue?.message ?? 'is wrong');
}

/** The error about a variable; `says` goes on after its name. */
export function wrong(variable: Variable, says: string): ConfigError {
  return new ConfigError(
    variable,
    `${variable} ${says}, for example ${variable}=${examplesOfVariables[variable]}.`,
  );
}

/** The value, or the error that it is missing. */
export function required<T>(value: T | undefined, variable: Variable, says: string): T {
  if (value === undefined) throw wrong(variable, `is not set and ${says}`);
  return value;
}

/** Were the two given the same value? */
export function areEqual(one: unknown, other: unknown): boolean {
  return one instanceof Secret && other instanceof Secret && one.reveal() === other.reveal();
}
