import { collectDefaultMetrics, Gauge } from 'prom-client';
import { registry } from './meters';
import { RELEASE } from './release';

/** The media type of `showMetrics`. */
export const METRICS_TYPE = registry.contentType;

/** Everything that this process measures, as Prometheus reads it. */
export async function showMetrics(): Promise<string> {
  return registry.metrics();
}

/**
 * Measures the process itself besides (CPU, memory, event loop), and says which release it is. Once per process.
 * @param process what it is called: `api`, `worker`
 */
export function measureProcess(process: string): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'jornada_info',
    help: 'Which release runs, as what.',
    labelNames: ['process', 'version'],
    registers: [registry],
  }).set({ process, version: RELEASE }, 1);
}
