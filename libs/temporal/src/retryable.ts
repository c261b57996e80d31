import { ApplicationFailure } from '@temporalio/common';

/**
 * A failure that Temporal retries: its type only, no text or stack of what failed, which may speak of a person.
 * @param wait how long before the next try (ms); null = as its activity's policy says
 */
export function retryable(type: string, wait: number | null = null): Error {
  const nextRetryDelay = wait === null ? {} : { nextRetryDelay: Math.max(1, Math.ceil(wait)) };
  const failure = ApplicationFailure.create({ message: type, type, nonRetryable: false, ...nextRetryDelay });
  failure.stack = '';
  return failure;
}
