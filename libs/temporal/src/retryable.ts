import { ApplicationFailure } from '@temporalio/common';

/** A failure that Temporal retries: its type only, no text or stack of what failed, which may speak of a person. */
export function retryable(type: string): Error {
  const failure = ApplicationFailure.create({ message: type, type, nonRetryable: false });
  failure.stack = '';
  return failure;
}
