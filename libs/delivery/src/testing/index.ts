export type { Failpoint } from '../failpoint';
export { setFailpointHook } from '../failpoint';
export { noWebhooks } from './no-webhooks';
export { openEndpoint, type Endpoint, type Got } from './endpoint';
export { localWebhooks } from './local-webhooks';
