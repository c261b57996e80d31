import type { ProviderReport } from '#delivery';
import { takeReports } from '../index';
import type { Stage } from './stage';

/** A provider tells, at an instant (epoch ms), that it has taken a send. */
export async function reportTaken({ engine, workspaceId }: Stage, sendId: string, at: number): Promise<void> {
  const nothing = { reason: null, code: null, engagement: null, suppresses: null, details: {}, raw: '{}' };
  const receipt: ProviderReport = {
    ...{ ...nothing, key: `receipt ${sendId}`, sendId, at, receipt: true },
    ...{ provider: 'forgetful', state: 'ACCEPTED', providerId: 'mid' },
  };
  await takeReports(engine, workspaceId, [receipt], at);
}
