export { findTopic, findWorkspaceByKey, listTopics, saveTopic, type Topic, type Workspace } from '#database';
export { authenticate, type KeyHolder } from './authenticate';
export { changeWorkspace } from './change-workspace';
export { generateKeyText, isKeyText } from './key-text';
export { ensureDemoWorkspace, giveKeys, readWorkspace, type KeyTexts } from './make-workspace';
