import { Counter, Gauge } from 'prom-client';
import { registry } from './meters';

/** Connections to PostgreSQL. */
export interface WatchedPool {
  readonly totalCount: number;
  readonly idleCount: number;
  /** Callers that wait for one. */
  readonly waitingCount: number;
}

/** Pokes on their way to Temporal. */
export type WatchedPokes = () => {
  readonly waiting: number;
  readonly lost: number;
  readonly reachable: boolean;
};

const pools = new Set<WatchedPool>();
const pokers = new Set<WatchedPokes>();

/** Shows the connections of a pool, of all that are watched together. */
export function watchPool(pool: WatchedPool): void {
  pools.add(pool);
}

/** Shows what becomes of pokes, of all that are watched together. */
export function watchPokes(pokes: WatchedPokes): void {
  pokers.add(pokes);
}

function sumOf<Thing>(things: ReadonlySet<Thing>, of: (thing: Thing) => number): number {
  let sum = 0;
  for (const thing of things) sum += of(thing);
  return sum;
}

// Prometheus' client asks for these whenever somebody looks, with the metric as `this`.

new Gauge({
  name: 'jornada_database_connections',
  help: 'Connections of the pool: busy, idle; and callers that wait for one (waiting).',
  labelNames: ['state'],
  registers: [registry],
  collect() {
    this.set(
      { state: 'busy' },
      sumOf(pools, (pool) => pool.totalCount - pool.idleCount),
    );
    this.set(
      { state: 'idle' },
      sumOf(pools, (pool) => pool.idleCount),
    );
    this.set(
      { state: 'waiting' },
      sumOf(pools, (pool) => pool.waitingCount),
    );
  },
});

new Gauge({
  name: 'jornada_pokes_waiting',
  help: 'Words to Temporal that wait to be sent, or for its answer.',
  registers: [registry],
  collect() {
    this.set(sumOf(pokers, (state) => state().waiting));
  },
});

new Counter({
  name: 'jornada_pokes_lost_total',
  help: 'Words to Temporal that did not come through: the sweeper says them again.',
  registers: [registry],
  collect() {
    this.reset();
    this.inc(sumOf(pokers, (state) => state().lost));
  },
});

new Gauge({
  name: 'jornada_temporal_reachable',
  help: 'Whether the last word to Temporal came through: 1 or 0.',
  registers: [registry],
  collect() {
    this.set(sumOf(pokers, (state) => (state().reachable ? 0 : 1)) === 0 ? 1 : 0);
  },
});
