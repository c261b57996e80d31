export { judge, type GateFacts, type Letter, type Verdict } from './judge';
