import type { Incoming, Recorded } from '#enrollments';
import type { Intake } from './intake';

/**
 * Records one event of our own making, together with those that arrive at the same time.
 * @throws as `Intake.take`
 */
export async function recordOne(intake: Intake, workspaceId: string, event: Incoming): Promise<Recorded> {
  const bytes = Buffer.byteLength(JSON.stringify(event));
  const [taken] = await intake.take({ workspaceId, keyId: null, bytes }, [event]);
  if (taken?.kind !== 'recorded')
    throw new Error(`an event of our own was not taken: ${taken?.code ?? 'no answer'}`);
  return taken.recorded;
}
