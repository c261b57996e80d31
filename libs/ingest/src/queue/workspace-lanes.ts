import { laneOf, LANES } from './lane-of';
import type { WaitingEvent } from './waiting-event';

/** Events of a workspace that are committed one group after the other, in the order in which they came. */
export interface Lane {
  waiting: WaitingEvent[];
  /** A group of it is being committed. */
  isBusy: boolean;
  /** The lane of somebody whose profile is locked: it is not worked on before that is over. */
  isHeld: boolean;
}

/**
 * The events of one workspace, in lanes. Whoever has an event on its way stays in its lane, by whichever name; others
 * are spread. Somebody whose profile is locked gets a lane of their own, so that nobody stands behind them.
 */
export class WorkspaceLanes {
  private readonly spread: readonly Lane[] = Array.from({ length: LANES }, emptyLane);
  private readonly own = new Set<Lane>();
  /** All lanes: the one that was worked on last is the last. */
  private lanes: readonly Lane[] = this.spread;
  /** The lane of each name that has events on their way, and how many. */
  private readonly places = new Map<string, { lane: Lane; events: number }>();
  private busy = 0;

  /** Whether nothing is on its way. */
  get isEmpty(): boolean {
    return this.places.size === 0;
  }

  /** Events of people whose profiles are locked. */
  get held(): readonly WaitingEvent[] {
    return [...this.own].flatMap((lane) => (lane.isHeld ? lane.waiting : []));
  }

  add(one: WaitingEvent): void {
    const lane = this.laneOf(one);
    lane.waiting.push(one);
    for (const name of one.names) {
      const place = this.places.get(name);
      if (place) place.events += 1;
      else this.places.set(name, { lane, events: 1 });
    }
  }

  /** Takes the first events of a lane that can be worked on, at most so many; null where there is none. */
  take(most: number): { readonly lane: Lane; readonly group: readonly WaitingEvent[] } | null {
    if (this.busy >= LANES) return null;
    const lane = this.lanes.find((one) => !one.isBusy && !one.isHeld && one.waiting.length > 0);
    if (!lane) return null;
    this.lanes = [...this.lanes.filter((one) => one !== lane), lane];
    lane.isBusy = true;
    this.busy += 1;
    return { lane, group: lane.waiting.splice(0, most) };
  }

  /** Says that a group has been worked on, and which events of it are of people whose profiles are locked. */
  giveBack(lane: Lane, group: readonly WaitingEvent[], locked: readonly WaitingEvent[]): void {
    lane.isBusy = false;
    this.busy -= 1;
    const isLocked = new Set(locked);
    for (const one of group) if (!isLocked.has(one)) this.forget(one);
    if (locked.length > 0) this.setApart(lane, locked);
    this.closeIfEmpty(lane);
  }

  /** Lets held people be worked on again, but for those with these names. */
  free(stillLocked: ReadonlySet<string>): void {
    for (const lane of this.own)
      if (!lane.waiting.some(({ names }) => names.some((name) => stillLocked.has(name)))) lane.isHeld = false;
  }

  /** Takes out events of held people that came before an instant (epoch ms): they have waited long enough. */
  giveUp(before: number): readonly WaitingEvent[] {
    const old: WaitingEvent[] = [];
    for (const lane of this.own) {
      if (!lane.isHeld) continue;
      const count = lane.waiting.findIndex((one) => one.since >= before);
      old.push(...lane.waiting.splice(0, count < 0 ? lane.waiting.length : count));
      this.closeIfEmpty(lane);
    }
    for (const one of old) this.forget(one);
    return old;
  }

  /** Each locked person goes to a lane of their own, with all that waits behind them. */
  private setApart(lane: Lane, locked: readonly WaitingEvent[]): void {
    for (const one of locked) {
      const place = this.laneOf(one);
      const apart = this.own.has(place) && place !== lane ? place : this.openOwn();
      apart.waiting.push(one);
      for (const name of one.names) {
        const place = this.places.get(name);
        if (place) place.lane = apart;
      }
    }
    const stay: WaitingEvent[] = [];
    for (const one of lane.waiting) (this.laneOf(one) === lane ? stay : this.laneOf(one).waiting).push(one);
    lane.waiting = stay;
  }

  private openOwn(): Lane {
    const lane = { waiting: [], isBusy: false, isHeld: true };
    this.own.add(lane);
    this.lanes = [...this.lanes, lane];
    return lane;
  }

  private closeIfEmpty(lane: Lane): void {
    if (lane.waiting.length > 0 || !this.own.delete(lane)) return;
    this.lanes = this.lanes.filter((one) => one !== lane);
  }

  private laneOf({ names }: WaitingEvent): Lane {
    for (const name of names) {
      const place = this.places.get(name);
      if (place) return place.lane;
    }
    return this.spread[laneOf(names)] ?? emptyLane();
  }

  private forget({ names }: WaitingEvent): void {
    for (const name of names) {
      const place = this.places.get(name);
      if (!place) continue;
      place.events -= 1;
      if (place.events === 0) this.places.delete(name);
    }
  }
}

function emptyLane(): Lane {
  return { waiting: [], isBusy: false, isHeld: false };
}
