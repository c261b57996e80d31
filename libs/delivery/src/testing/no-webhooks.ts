import type { Carrier } from '../carrier';

/** For who calls no endpoints: a call would be a fault of the spec. */
export const noWebhooks: Carrier = {
  name: 'webhook',
  dedupes: true,
  forAll: false,
  ratePerSecond: null,
  keyOf: () => null,
  post: () => Promise.reject(new Error('nobody is called here')),
};
