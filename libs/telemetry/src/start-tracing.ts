import { RELEASE } from './release';
import { takeSpans } from './tracing';

/** Where spans go, and how many of all traces. */
export interface TracingSettings {
  /** A collector's OTLP over HTTP, without `/v1/traces`; null = spans are not taken. */
  readonly endpoint: string | null;
  /** The share of runs that are traced: 0 to 1. All processes agree on which. */
  readonly ratio: number;
}

/** Takes what is exported instead of a collector; for specs. */
type Exporter = import('@opentelemetry/sdk-trace-node').SpanExporter;

/**
 * Sends the spans of this process to a collector, where the settings name one.
 * @returns sends what is left, and ends it
 */
export async function startTracing(
  process: string,
  { endpoint, ratio }: TracingSettings,
  instead?: Exporter,
): Promise<() => Promise<void>> {
  if (endpoint === null) return () => Promise.resolve();
  // Loaded only where they are wanted.
  const [node, { resourceFromAttributes }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const { wishedIds } = takeSpans();
  const random = new node.RandomIdGenerator();
  const exporter = instead ?? new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new node.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `jornada-${process}`, 'service.version': RELEASE }),
    sampler: new node.TraceIdRatioBasedSampler(ratio),
    idGenerator: {
      generateTraceId: () => wishedIds()?.traceId ?? random.generateTraceId(),
      generateSpanId: () => wishedIds()?.spanId ?? random.generateSpanId(),
    },
    spanProcessors: [
      instead ? new node.SimpleSpanProcessor(exporter) : new node.BatchSpanProcessor(exporter),
    ],
  });
  provider.register();
  return () => provider.shutdown();
}
