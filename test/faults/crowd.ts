import { setTimeout as pause } from 'node:timers/promises';
import { openDice } from './dice';
import type { InsistentClient } from './insistent-client';
import type { BookedEnrollment, Person } from './verdict';

/** What somebody does, and when that is known to have been taken. */
interface Plan {
  /** The event that brings them into a journey. */
  readonly event: 'Cart Updated' | 'Cart Left' | 'Cart Seen' | 'Cart Kept';
  /** What they do next: buy at once, or, when they rest, use the coupon. */
  readonly next: 'Order Completed' | 'Coupon Used' | null;
}

/** Somebody who orders within this time of the event that brought them in has left before their message (ms). */
const SURELY_BEFORE = 3_500;

const PLANS: readonly (readonly [weight: number, plan: Plan])[] = [
  [30, { event: 'Cart Updated', next: null }],
  [20, { event: 'Cart Left', next: null }],
  [15, { event: 'Cart Seen', next: null }],
  [10, { event: 'Cart Left', next: 'Order Completed' }],
  [5, { event: 'Cart Seen', next: 'Order Completed' }],
  [13, { event: 'Cart Kept', next: 'Coupon Used' }],
  [7, { event: 'Cart Kept', next: null }],
];

/** Thousands of people, each with a journey, brought in by a client that goes on until each event is acknowledged. */
export class Crowd {
  readonly people: Person[] = [];
  begun = 0;
  /** Those who wait for a moment at which to do what they do next. */
  private readonly later: (() => Promise<boolean>)[] = [];

  constructor(
    private readonly client: InsistentClient,
    private readonly options: { readonly journeys: number; readonly seed: number; readonly atOnce: number },
  ) {}

  /** Brings everybody in. @param mayGoOn waits until the next one is due */
  async come(mayGoOn: () => Promise<void>): Promise<void> {
    const dice = openDice(this.options.seed, 'crowd');
    const plans = Array.from({ length: this.options.journeys }, () => dice.pick(PLANS));
    const lane = async (): Promise<void> => {
      for (;;) {
        const number = this.begun;
        const plan = plans[number];
        if (!plan) return;
        this.begun += 1;
        await mayGoOn();
        await this.live(`person-${number}`, plan);
      }
    };
    await Promise.all(Array.from({ length: this.options.atOnce }, lane));
    while (this.later.length > 0) {
      await this.lookAround();
      await pause(100);
    }
  }

  private async live(userId: string, { event, next }: Plan): Promise<void> {
    const email = `${userId}@example.com`;
    const known = { type: 'identify', userId, messageId: `${userId}/known`, traits: { name: userId, email } };
    const begun = Date.now();
    const messageId = `${userId}/begun`;
    await this.send([known, { type: 'track', userId, event, messageId, properties: { total: 12 } }]);
    const acknowledged = [known.messageId, messageId];
    const track = async (name: string): Promise<void> => {
      await this.send([{ type: 'track', userId, event: name, messageId: `${userId}/next` }]);
      acknowledged.push(`${userId}/next`);
    };
    const settle = (expects: Person['expects']): void =>
      void this.people.push({ userId, email, acknowledged, expects });
    if (next === 'Order Completed') {
      await track(next);
      settle(Date.now() - begun < SURELY_BEFORE ? 'left' : 'either');
    } else if (next === 'Coupon Used') {
      this.later.push(async () => {
        if (!(await this.rests(userId))) return false;
        await track(next);
        settle('mail');
        return true;
      });
      if (this.later.length >= 50) await this.lookAround();
    } else settle(event === 'Cart Kept' ? 'rests' : 'mail');
  }

  /** Lets those go on who rest by now. */
  private async lookAround(): Promise<void> {
    const waiting = this.later.splice(0);
    for (const goOn of waiting) if (!(await goOn())) this.later.push(goOn);
  }

  private async rests(userId: string): Promise<boolean> {
    const { items } = await this.client.get<{ items: readonly BookedEnrollment[] }>(
      `/v1/enrollments?userId=${userId}`,
    );
    return items[0]?.rest?.kind === 'wait';
  }

  private send(batch: readonly object[]): Promise<void> {
    return this.client.post('/v1/batch', JSON.stringify({ batch }));
  }
}
