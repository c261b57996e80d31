export { mailAtOnce } from './play-send';
export { event, openStage, plainRenderer, type Stage } from './stage';
