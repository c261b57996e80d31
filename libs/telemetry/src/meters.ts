import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** All that this process measures. */
export const registry = new Registry();

const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
  new Counter({ name: `jornada_${name}`, help, labelNames, registers: [registry] });
const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
  new Gauge({ name: `jornada_${name}`, help, labelNames, registers: [registry] });
const histogram = <Label extends string>(
  ...[name, help, labelNames, buckets]: readonly [string, string, readonly Label[], number[]]
) => new Histogram({ name: `jornada_${name}`, help, labelNames, buckets, registers: [registry] });

/** Upper bounds of buckets for what takes milliseconds, or seconds when things go badly (s). */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Up to when somebody has noticed (s). */
const LATE = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3_600];

/**
 * What is counted, by the convention of Prometheus: base units, `_total` for what only grows. A label has few values,
 * all of our own making: never an id, a name or an address.
 */
export const meters = {
  events: counter(
    'events_total',
    'Events that were sent to us: accepted, duplicate, rejected (its own fault), turned_away (429), failed (our fault).',
    ['outcome'],
  ),
  intakeWaiting: gauge('intake_waiting_events', 'Events whose sender waits for the commit.', []),
  groupEvents: histogram(
    'intake_group_events',
    'Events that were committed together.',
    [],
    [1, 2, 5, 10, 25, 50, 100, 250, 500],
  ),
  commitSeconds: histogram('intake_commit_seconds', 'How long a group took to commit.', [], SECONDS),
  httpSeconds: histogram(
    'http_request_seconds',
    'How long requests took, by route.',
    ['method', 'route', 'status'],
    [0.01, 0.05, 0.25, 1, 5],
  ),
  turns: counter(
    'turns_total',
    'Turns of enrollments: rests, moved, posted, recorded; lost and needs-lock are taken again.',
    ['outcome'],
  ),
  turnFaults: counter(
    'turn_faults_total',
    'Turns and deliveries that failed: retried by Temporal (surroundings away), or parked with an incident.',
    ['outcome'],
  ),
  advancing: gauge('advances_under_way', 'Enrollments that are being advanced now.', []),
  advanceSeconds: histogram(
    'advance_seconds',
    'How long it took to move an enrollment as far as it could go.',
    [],
    SECONDS,
  ),
  lateness: histogram(
    'turn_lateness_seconds',
    'How long after it was due an enrollment was looked at: from the event, or from the end of a wait.',
    [],
    LATE,
  ),
  sends: counter('sends_total', 'Sends that came into a state, whoever moved them; a few seconds later.', [
    'state',
  ]),
  reports: counter(
    'provider_reports_total',
    'What providers reported about sends, by what it proves of them.',
    ['provider', 'state'],
  ),
  postSeconds: histogram(
    'post_seconds',
    'How long providers took over one send, and what came of it: accepted, failed, unsent, unknown.',
    ['provider', 'outcome'],
    SECONDS,
  ),
  roundSeconds: histogram(
    'background_round_seconds',
    'How long rounds of background tasks took, and whether they were done or failed.',
    ['round', 'outcome'],
    [0.01, 0.1, 1, 10, 60],
  ),
  overdue: gauge(
    'enrollments_overdue',
    'Active enrollments that have been due for more than 10 s, counted up to 10000.',
    [],
  ),
  oldestOverdue: gauge(
    'enrollments_overdue_oldest_seconds',
    'For how long the oldest of the overdue enrollments has been due; 0 where there is none.',
    [],
  ),
  incidents: gauge(
    'incidents_open',
    'Enrollments that stand still with an open incident, counted up to 10000.',
    [],
  ),
  openSends: gauge(
    'sends_open',
    'Sends that are being posted (CLAIMED), or of which nobody knows whether they left (UNKNOWN), up to 10000 each.',
    ['state'],
  ),
};

// What has happened nowhere yet is shown as zero: else its first time looks like no change.
for (const outcome of ['accepted', 'duplicate', 'rejected', 'turned_away', 'failed'])
  meters.events.inc({ outcome }, 0);
for (const outcome of ['retried', 'parked']) meters.turnFaults.inc({ outcome }, 0);
for (const outcome of ['rests', 'moved', 'posted', 'recorded', 'lost', 'needs-lock'])
  meters.turns.inc({ outcome }, 0);
