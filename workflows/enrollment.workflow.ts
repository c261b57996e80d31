import {
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { DeliveryActivities, EnrollmentActivities } from './activities';
import { DELIVERY_QUEUE, LONGEST_TIMER, WAKE_SIGNAL, type EnrollmentRef } from './contract';
import { workflowNow } from './workflow-clock';

const wake = defineSignal(WAKE_SIGNAL);

const local = proxyLocalActivities<EnrollmentActivities>({
  startToCloseTimeout: '60s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '100ms', maximumInterval: '1m' },
});

const queued = proxyActivities<DeliveryActivities>({
  taskQueue: DELIVERY_QUEUE,
  startToCloseTimeout: '60s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});

/** One person's passage through a journey. The journey's logic is not here: it rests as `advance` says, until woken. */
export async function enrollment(ref: EnrollmentRef): Promise<void> {
  let awake = false;
  setHandler(wake, () => {
    awake = true;
  });
  for (;;) {
    awake = false;
    const rest = await local.advance(ref, ref.clock === 'workflow' ? workflowNow() : null);
    switch (rest.kind) {
      case 'ended':
        return;
      case 'again':
        break;
      case 'deliver':
        await deliverUnlessWoken(ref, rest.sendId, () => awake);
        break;
      case 'until':
        await restUntil(rest.at, rest.label, () => awake);
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof enrollment>(ref);
  }
}

/** Rests until an instant (epoch ms; null = without end), or until woken. A timeout below 1 ms would be no timer. */
async function restUntil(at: number | null, label: string, isAwake: () => boolean): Promise<void> {
  if (at === null) await condition(isAwake);
  else await condition(isAwake, Math.min(LONGEST_TIMER, Math.max(1, at - workflowNow())), { summary: label });
}

/** Delivers a send; a wake (an exit, a pause) ends the wait for it, not the send itself: that is the ledger's. */
async function deliverUnlessWoken(ref: EnrollmentRef, sendId: string, isAwake: () => boolean): Promise<void> {
  const scope = new CancellationScope();
  const delivered = scope.run(() => queued.deliver(ref, sendId));
  await Promise.race([
    delivered.catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    }),
    condition(isAwake).then(() => scope.cancel()),
  ]);
}
