export { isAddress, LONGEST_ADDRESS } from './address';
export { judge, type GateFacts, type Letter, type Verdict } from './judge';
