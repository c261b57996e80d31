export { countDeadlocks } from './count-deadlocks';
export { rewriteStatements, type NamedStatement } from './rewrite-statements';
