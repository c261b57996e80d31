export { copyEnrollment } from './copy-enrollment';
export * from './bare-events';
export { countDeadlocks } from './count-deadlocks';
export { rewriteStatements, type NamedStatement } from './rewrite-statements';
export * from './lock-profile';
export * from './refuse-events';
export * from './workspace-rows';
export * from './merged-people.sql';
export { tablesHolding } from './tables-holding';
