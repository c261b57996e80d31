export { linkLazily, linkNatively, type TemporalLink } from './connect';
export { ensureNamespace } from './namespace';
export { openPoker, type Poker, type PokeTarget } from './poker';
export { readQueueLength } from './queue-length';
export type { TemporalSettings } from './settings';
export { replayHistory } from './replay';
export { retryable } from './retryable';
export { skipTime, SKIPPING_NAMESPACES } from './time-skipping';
export { bundleWorkflows, quietRuntime, startWorkers, type RunningWorkers } from './workers';
