export {
  findMailboxMessage,
  listMailboxMessages,
  listTemplates,
  type MailboxMessage,
  type StoredTemplate,
} from '#database';
export { deleteTemplate, findTemplate, saveTemplate, type ContentShelf } from './content';
export { deliverSend } from './deliver-send';
export type { Delivery } from './delivery';
export { openMailbox } from './mailbox.provider';
export { expireClaim, postSend, type Claim } from './post-send';
export { prepareSend, type PreparedSend } from './prepare-send';
export type { Message, Posted, Provider } from './provider';
export { standingOf } from './send-standing';
