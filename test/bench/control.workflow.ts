import { proxyLocalActivities } from '@temporalio/workflow';

const { act } = proxyLocalActivities<ControlActivities>({
  startToCloseTimeout: '60s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '1m' },
});

export interface ControlActivities {
  /** Posts to the sink. */
  act(id: string): Promise<void>;
}

/** The least that any workflow does that has one effect: start, one local activity, end. */
export async function control(id: string): Promise<void> {
  await act(id);
}
