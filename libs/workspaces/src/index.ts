export {
  findTopic,
  findWorkspaceByKey,
  listKeys,
  listTopics,
  saveTopic,
  type ListedKey,
  type Topic,
  type Workspace,
} from '#database';
export { authenticate, type KeyHolder } from './authenticate';
export { changeWorkspace } from './change-workspace';
export { generateKeyText, isKeyText } from './key-text';
export { ensureDemoWorkspace, giveKeys, readWorkspace, type KeyTexts } from './make-workspace';
export { openWorkspace } from './open-workspace';
export { keyNotFound, makeKey, revokeKey } from './rotate-keys';
