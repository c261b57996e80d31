export { findTopic, listTopics, saveTopic, type Topic } from '#database';
export { authenticate, type KeyHolder } from './authenticate';
export { generateKeyText, isKeyText } from './key-text';
export { ensureDemoWorkspace, giveKeys, readWorkspace, type KeyTexts } from './make-workspace';
