export * from './answered-calls.sql';
export * from './attempts.sql';
export * from './audience-batches.sql';
export * from './audience-destinations.sql';
export * from './audience-outbox.sql';
export * from './audiences.sql';
export * from './backlog.sql';
export * from './blocks';
export * from './consent-log.sql';
export * from './consent.sql';
export * from './content';
export { isAnswering, openDatabase, type Connection, type Database, type Transaction } from './database';
export * from './delete-journey.sql';
export * from './enrollments';
export * from './erase.sql';
export * from './erasure-requests.sql';
export * from './erasures.sql';
export * from './event-names.sql';
export * from './forget.sql';
export * from './events';
export * from './gate.sql';
export * from './export.sql';
export * from './history.sql';
export * from './hits.sql';
export * from './identity.sql';
export * from './incidents';
export * from './incidents.sql';
export * from './joining.sql';
export * from './journeys';
export * from './mailbox';
export { migrate } from './migrate';
export * from './page';
export { ensurePartitions } from './partitions.sql';
export * from './person-pause.sql';
export * from './people';
export * from './recipients.sql';
export * from './record-read.sql';
export * from './provider-reports.sql';
export * from './publish-batches.sql';
export * from './publish-progress.sql';
export {
  publishVersion,
  undoPublish,
  type Publication,
  type Publishing,
  type Standing,
  type StepPolicy,
  type Undoing,
} from './publishes.sql';
export * from './record.sql';
export * from './record-writes.sql';
export * from './refusals';
export * from './rejected-events';
export * from './retention.sql';
export { schemaScript } from './schema-script';
export * from './releases.sql';
export * from './report.sql';
export { orderedId } from './rows';
export * from './send-origins.sql';
export * from './send-states';
export * from './sends';
export * from './sends.sql';
export * from './suppressions.sql';
export * from './sweep.sql';
export * from './templates';
export * from './timeline.sql';
export * from './mail-accounts';
export * from './pauses.sql';
export * from './sending-pace.sql';
export * from './resends.sql';
export * from './sweep-ledger.sql';
export {
  inTransaction,
  isDatabaseAway,
  isDataError,
  isLockTimeout,
  overtaken,
  sqlStateOf,
} from './transaction';
export * from './turn-read.sql';
export * from './turn.sql';
export * from './keys.sql';
export * from './workspaces';
