// Everything that a stack has said of its work where personal data does not belong: logs, metrics, Temporal.
import type { Stack } from './stack';

/** Logs and metrics of api and worker, and the history of every run, with all that is encoded in them decoded. */
export async function whatWasSaid(stack: Stack): Promise<string> {
  const histories: string[] = [];
  for await (const { workflowId, runId } of stack.link.client.workflow.list()) {
    const history = await stack.link.client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push(decoded(JSON.parse(JSON.stringify(history))));
  }
  return [stack.api.said(), stack.worker.said(), await stack.metrics(), ...histories].join('\n');
}

/** All texts within a JSON value, those in base64 also as what they stand for. */
function decoded(value: unknown): string {
  if (typeof value === 'string') {
    const isBase64 = value.length >= 8 && /^[\w+/-]+={0,2}$/.test(value);
    return isBase64 ? `${value}\n${Buffer.from(value, 'base64').toString()}` : value;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .flatMap(([key, one]) => [key, decoded(one)])
    .join('\n');
}
