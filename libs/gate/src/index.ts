export { isAddress, LONGEST_ADDRESS } from './address';
export { readPhone } from './phone';
export type { PastSend } from './find-reached-cap';
export { judge, UNRESTRAINED, type GateFacts, type Letter, type Restraint, type Verdict } from './judge';
export {
  capsSchema,
  holdoutSchema,
  quietHoursSchema,
  type FrequencyCap,
  type Holdout,
  type QuietHours,
} from './restraint.schema';
