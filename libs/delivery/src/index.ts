export {
  countCopies,
  countMembers,
  endPause,
  findAudience,
  findDestination,
  findMailboxMessage,
  findSend,
  findWebhookKeys,
  listAudiences,
  listDestinations,
  listMailAccounts,
  listMailboxMessages,
  listMembers,
  listPauses,
  listSends,
  type Audience,
  type AudienceDestination,
  type AudienceMember,
  type DestinationCounts,
  type ListedSend,
  type MailboxMessage,
  type StoredMailAccount,
  type StoredPause,
} from '#database';
export { connectDestination, type DestinationRef } from './audiences/connect-destination';
export { destinationNotFound, keepDestination, type DestinationChange } from './audiences/keep-destination';
export { saveAudience } from './audiences/save-audience';
export { syncAudiences } from './audiences/sync-audiences';
export { openSynchronisation, type Synchronisation } from './audiences/synchronisation';
export type { WishedDestination } from './audiences/wished-destination';
export { deliverSend } from './deliver-send';
export type { Carrier, Parcel } from './carrier';
export { lookAround, type Delivery } from './delivery';
export { failpoint, type Failpoint } from './failpoint';
export { openMailbox } from './mailbox.provider';
export {
  findMailAccount,
  retireMailAccount,
  saveMailAccount,
  type AccountChange,
} from './accounts/save-account';
export { openMailAccounts, REGIONS, type MailAccounts } from './accounts/mail-accounts';
export { openPauses, type Pauses } from './pauses';
export { sayPause } from './say-pause';
export { openProvider } from './open-provider';
export { openPermits, type Permits, type Room } from './permits';
export { postPrepared } from './post-prepared';
export { expireClaim } from './post-send';
export { prepareSend } from './prepare-send';
export type { PreparedSend } from './prepared-send';
export { previewMessage, type MessagePreview } from './preview-message';
export type { Alert, Message, OpenedProvider, Posted, Provider } from './provider';
export { previewTemplate, type PreviewContext } from './preview-template';
export type { Unrendered } from './render-content';
export type { ProviderReport } from './provider-report';
export { standingOf } from './send-standing';
export { readSendgridReports } from './sendgrid-reports';
export { judgeSignature, type SignatureVerdict } from './sendgrid-signature';
export { sweepErasureMails } from './sweep-erasure-mails';
export { sweepLedger } from './sweep-ledger';
export { openWebhooks } from './webhook/open-webhooks';
export { openWebhookKeys, shownWebhookKey, type WebhookKeys } from './webhook/webhook-keys';
