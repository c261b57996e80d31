import { connect } from 'node:http2';

const SERVICE = 'temporal.api.workflowservice.v1.WorkflowService';
const SERVING = 1;

/**
 * Asks a Temporal frontend by gRPC's health protocol, in plain text, whether it serves.
 * https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export async function isServing(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const answer = (value: boolean) => {
      session.destroy();
      resolve(value);
    };
    session.once('error', () => answer(false)).setTimeout(1_000, () => answer(false));
    const call = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    call.once('error', () => answer(false));
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.once('end', () => answer(statusIn(Buffer.concat(chunks)) === SERVING));
    call.end(question());
  });
}

/** HealthCheckRequest { service = 1 }, behind gRPC's five bytes: not compressed, and the length. */
function question(): Buffer {
  const message = Buffer.concat([Buffer.from([0x0a, SERVICE.length]), Buffer.from(SERVICE)]);
  return Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
}

/** HealthCheckResponse { status = 1 } */
function statusIn(frame: Buffer): number | undefined {
  return frame[5] === 0x08 ? frame[6] : undefined;
}
