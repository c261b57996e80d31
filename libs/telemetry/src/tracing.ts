import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
} from '@opentelemetry/api';

/** Ids that the next span is to have; null = random ones. */
let wished: TraceIds | null = null;
let isOn = false;

/** Which span of which trace. */
export interface TraceIds {
  readonly traceId: string;
  readonly spanId: string;
}

const tracer = trace.getTracer('jornada');

/**
 * The trace of a run has the id of the run, and its first span the second half of it: so every process knows them by itself,
 * nothing of them has to go through Temporal, and who has an enrollment has its trace.
 */
export function traceOf(enrollmentId: string): TraceIds {
  const traceId = enrollmentId.replaceAll('-', '');
  return { traceId, spanId: traceId.slice(16) };
}

/** For `startTracing` only: from now on, spans are taken. */
export function takeSpans(): { wishedIds(): TraceIds | null } {
  isOn = true;
  return { wishedIds: () => wished };
}

/** Notes that a run has begun, or is told to look again. Attributes: ids and keys, never personal data. */
export function noteOfRun(name: 'enter' | 'wake', enrollmentId: string, attributes: Attributes): void {
  if (!isOn) return;
  const ids = traceOf(enrollmentId);
  const told = { kind: SpanKind.PRODUCER, attributes: { ...attributes, 'jornada.enrollment': enrollmentId } };
  if (name === 'enter') {
    wished = ids;
    tracer.startSpan(name, { ...told, root: true }).end();
    wished = null;
  } else tracer.startSpan(name, told, within(ids)).end();
}

/** Does work of a run as a span of its trace. */
export function spanOfRun<T>(name: string, enrollmentId: string, work: () => Promise<T>): Promise<T> {
  if (!isOn) return work();
  return inSpan(
    name,
    { 'jornada.enrollment': enrollmentId },
    within(traceOf(enrollmentId)),
    work,
    () => ({}),
  );
}

/**
 * Does work as a span of the trace at hand, if there is one.
 * @param outcome what is told of the answer
 */
export function spanHere<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
  outcome: (answer: T) => Attributes,
): Promise<T> {
  const here = context.active();
  return isOn && trace.getSpan(here) ? inSpan(name, attributes, here, work, outcome) : work();
}

function inSpan<T>(
  name: string,
  attributes: Attributes,
  parent: Context,
  work: () => Promise<T>,
  outcome: (answer: T) => Attributes,
): Promise<T> {
  return tracer.startActiveSpan(name, { kind: SpanKind.CONSUMER, attributes }, parent, async (span) => {
    try {
      const answer = await work();
      span.setAttributes(outcome(answer));
      return answer;
    } catch (error) {
      // Its message may speak of a person.
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.name : typeof error,
      });
      throw error;
    } finally {
      span.end();
    }
  });
}

function within(ids: TraceIds): Context {
  return trace.setSpanContext(context.active(), { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true });
}
