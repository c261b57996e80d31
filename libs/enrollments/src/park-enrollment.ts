import { parkEnrollment as park } from '#database';
import type { Advanced } from './advance-enrollment';
import type { Engine } from './engine';

/**
 * Parks an enrollment that a fault of ours keeps from moving: it stays where it is, with a visible incident, until an
 * operator retries it. The message names the fault, never the person.
 */
export async function parkEnrollment(engine: Engine, ref: Advanced, fault: Error): Promise<void> {
  const message = `${fault.name}: ${fault.message}`;
  await park(engine.database, ref, { code: 'unexpected', message }, Date.now());
}
