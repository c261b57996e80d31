// A handful of people whose names are joined while events, turns and consents come in: all at once, in any order.
import { randomUUID } from 'node:crypto';
import { changeConsent, type Incoming, type Recorded } from '../index';
import { findPerson } from './find-person';
import { judgeCrossing } from './judge-crossing';
import { event, type Stage } from './stage';

/** Rests from the start until it is asked; a purchase ends it. */
export const asked = {
  ...{
    key: 'asked',
    trigger: { event: 'Cart Updated' },
    exit: [{ event: 'Order Completed' }],
    start: 'hold',
  },
  steps: {
    hold: {
      ...{ kind: 'waitFor', paths: [{ name: 'asked', event: 'Question Asked', next: null }] },
      ...{ timeout: '1d', onTimeout: null },
    },
  },
} as const;

/** The same, but once in a life. */
export const once = {
  ...asked,
  key: 'once',
  trigger: { event: 'Signed Up' },
  entry: { again: 'never' },
} as const;

const EVENTS = ['Cart Updated', 'Cart Updated', 'Signed Up', 'Question Asked', 'Order Completed', 'Looked'];

type Deed = () => Promise<unknown>;

/** Does so many random things to a few people, all at the same time, and judges what has become of them. */
export async function cross(stage: Stage, deeds: number): Promise<readonly string[]> {
  const people = randomUUID().slice(0, 8);
  const users = [1, 2, 3].map((n) => `user-${people}-${n}`);
  const visitors = [1, 2, 3].map((n) => `visitor-${people}-${n}`);
  const names = [...users, ...visitors];
  const said: [string, string][] = [];
  const recorded: Recorded[] = [];
  const messageIds: string[] = [];
  const denials: string[] = [];
  const failures: string[] = [];

  const record = async (one: Partial<Incoming>, times = 1): Promise<void> => {
    const messageId = randomUUID();
    messageIds.push(messageId);
    const sent = { ...one, messageId };
    const answers = await Promise.all(Array.from({ length: times }, () => stage.record(sent)));
    recorded.push(...answers.flat());
  };
  const happen: Deed = () => record(event(pick(EVENTS), {}, named(pick(names))), pick([1, 1, 2]));
  const join: Deed = async () => {
    const [a, b] = [pick(users), pick(names)];
    if (a === b) return;
    said.push([a, b]);
    const identify = { userId: a, anonymousId: b, type: 'identify', traits: { [b]: 1 } } as const;
    const alias = { userId: a, previousId: b, type: 'alias', name: 'Aliased' } as const;
    await record({ ...(users.includes(b) ? alias : identify), sentWith: 'secret' });
  };
  const turn: Deed = async () => {
    const began = recorded.flatMap((one) => one.began);
    if (began.length > 0) await stage.advance(pick(began));
  };
  const deny: Deed = async () => {
    const name = pick(names);
    const known = await findPerson(stage, name);
    if (known === null) return;
    const denial = { topic: 'offers', channel: 'email', state: 'denied' } as const;
    const by = { source: 'api', actor: '', textVersion: null } as const;
    await changeConsent(stage.engine, stage.workspaceId, known, [denial], by, Date.now());
    denials.push(name);
  };
  const attempt = (deed: Deed): Promise<void> =>
    deed().then(
      () => undefined,
      (error: unknown) => void failures.push(String(error)),
    );
  // Former userIds are there before they are joined, or they would be taken for anonymous ones.
  await Promise.all(users.map((userId) => attempt(() => record({ userId }))));
  const all = Array.from({ length: deeds }, () => pick([happen, happen, happen, join, join, turn, deny]));
  await Promise.all(all.map(attempt));
  for (const run of recorded.flatMap((one) => one.began)) await attempt(() => stage.advance(run));
  return judgeCrossing(stage, { said, names, recorded, messageIds, denials, failures });
}

function named(name: string): Partial<Incoming> {
  return name.startsWith('user') ? { userId: name } : { userId: null, anonymousId: name };
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}
