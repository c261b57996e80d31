export type { Failpoint } from '../failpoint';
export { setFailpointHook } from '../failpoint';
