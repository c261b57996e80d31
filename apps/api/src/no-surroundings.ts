import type { Surroundings } from './surroundings';

/** Surroundings for who only asks what routes there are: using one of them throws. */
export const noSurroundings: Surroundings = {
  localWorkspaceId: null,
  sendgridWebhookKey: null,
  adminKey: null,
  edge: { publicUrl: '', trustedProxies: [], browserEventsPerSecond: 100 },
  webhookKeys: nothingRuns,
  seals: { seal: nothingRuns, open: nothingRuns },
  isTemporalAnswering: nothingRuns,
  get database(): never {
    return nothingRuns();
  },
  get engine(): never {
    return nothingRuns();
  },
  get links(): never {
    return nothingRuns();
  },
  get renderer(): never {
    return nothingRuns();
  },
};

function nothingRuns(): never {
  throw new Error('this API was built to be described, not to be called');
}
