import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-node';
import { startTracing } from '#telemetry';
import { event, openStage, type Stage } from './testing/stage';

let stage: Stage;
let exporter: InMemorySpanExporter;
let endTracing: () => Promise<void>;
beforeAll(async () => {
  exporter = new InMemorySpanExporter();
  endTracing = await startTracing('spec', { endpoint: 'http://localhost:4318', ratio: 1 }, exporter);
  stage = await openStage();
});
afterAll(async () => {
  await stage.close();
  await endTracing();
});

test('the trace of a run leads from its event to its provider, by the id of the run, and tells nothing of its person', async () => {
  const mail = { kind: 'email', template: 'cart', topic: 'offers', next: null };
  await stage.publish({ key: 'cart', trigger: { event: 'Cart Updated' }, start: 'mail', steps: { mail } });
  const person = { userId: 'canary', type: 'track', traits: { email: 'canary@example.com' } } as const;
  await stage.record({ ...event('Seen'), ...person, type: 'identify' });
  await stage.record({ ...event('Cart Updated'), userId: 'canary' });
  const enrollmentId = stage.pokes[0]?.enrollmentId ?? '';
  await stage.advance(enrollmentId);
  const spans = exporter.getFinishedSpans();
  const enter = spans.find(({ name }) => name === 'enter')?.spanContext();
  expect(enter).toMatchObject({
    traceId: enrollmentId.replaceAll('-', ''),
    spanId: enrollmentId.slice(-17).replace('-', ''),
  });
  const told = spans.map((span) => {
    const above = spans.find((one) => one.spanContext().spanId === span.parentSpanContext?.spanId);
    return [span.name, above?.name ?? null, span.spanContext().traceId === enter?.traceId];
  });
  expect(told).toHaveLength(3);
  expect(told).toEqual(
    expect.arrayContaining([
      ['enter', null, true],
      ['advance', 'enter', true],
      ['post', 'advance', true],
    ]),
  );
  const attributes = spans.map((span) => [span.name, span.attributes, span.status]);
  expect(attributes).toContainEqual([
    'post',
    expect.objectContaining({ provider: 'mailbox', outcome: 'accepted' }),
    { code: 0 },
  ]);
  expect(JSON.stringify(attributes)).not.toContain('canary');
});
