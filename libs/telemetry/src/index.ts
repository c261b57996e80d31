export { describeFault, type ToldFault } from './describe-fault';
export { openLog, type Log, type LogLine } from './log';
export { meters } from './meters';
export { serveOperations, type OperationsServer } from './operations-server';
export { RELEASE } from './release';
export { measureProcess, METRICS_TYPE, showMetrics } from './show-metrics';
export { startTracing, type TracingSettings } from './start-tracing';
export { noteOfRun, spanHere, spanOfRun, traceOf } from './tracing';
export { watchPokes, watchPool } from './watch';
