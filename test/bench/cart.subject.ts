// The abandoned cart: as a journey, and written by hand. Both tell the same passage.
import { readJourney, simulate, type Journey, type Script } from '#journey';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 5, 15, 12);

const DOCUMENT = {
  key: 'abandoned-cart',
  name: 'Abandoned cart',
  trigger: { event: 'Cart Updated', where: { field: 'event.total', op: 'gt', value: 0 } },
  entry: { key: 'event.cart_id', again: 'afterEnd' },
  exit: [{ event: 'Order Completed', key: 'event.cart_id', reason: 'bought' }],
  goal: { event: 'Order Completed', within: '7d' },
  start: 'cool-down',
  steps: {
    'cool-down': { kind: 'wait', for: '1h', next: 'worth' },
    worth: {
      kind: 'branch',
      paths: [
        {
          name: 'vip',
          if: {
            any: [
              { field: 'profile.plan', op: 'eq', value: 'vip' },
              { did: 'Order Completed', atLeast: 3, within: '90d' },
            ],
          },
          next: 'vip-mail',
        },
      ],
      otherwise: 'mail',
    },
    'vip-mail': { kind: 'email', template: 'cart-vip', topic: 'offers', next: 'clicked?' },
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'clicked?' },
    'clicked?': {
      kind: 'waitFor',
      paths: [{ name: 'clicked', event: 'Email Clicked', next: null }],
      timeout: '3d',
      onTimeout: 'last-mail',
    },
    'last-mail': { kind: 'email', template: 'cart-last', topic: 'offers', next: null },
  },
};

const SCRIPT: Script = {
  profile: { email: 'ana@example.com', plan: 'free' },
  event: { name: 'Cart Updated', properties: { cart_id: 'c-1', total: 129.9 } },
};

/** The journey. */
export function cartJourney(): Journey {
  const reading = readJourney(DOCUMENT);
  if (reading.kind === 'journey') return reading.journey;
  throw new Error(`the journey of the bench is none: ${reading.problems[0]?.sentence ?? ''}`);
}

/** One passage by the interpreter, and the steps that it was told of. */
export function passByInterpreter(journey: Journey): readonly (string | null)[] {
  const told = simulate(journey, SCRIPT, { now: NOON, zone: 'UTC' });
  if (told.kind === 'misfit') throw new Error(told.problem.sentence);
  return told.simulation.enrollments[0]?.log.map(({ step }) => step) ?? [];
}

interface Entry {
  readonly at: number;
  readonly step: string | null;
  readonly because: string;
}

/** The same passage by a program for this one journey: same waits, same question, same messages, same log. */
export function passByHand(): readonly (string | null)[] {
  const log: Entry[] = [];
  const sends: { readonly to: string; readonly template: string; readonly at: number }[] = [];
  const person = { email: 'ana@example.com', plan: 'free', orders: [] as readonly number[] };
  let now = NOON;
  const say = (step: string | null, because: string): void => void log.push({ at: now, step, because });
  const send = (step: string, template: string): void => {
    say(step, `asks to send '${template}'`);
    sends.push({ to: person.email, template, at: now });
    say(step, 'the e-mail was accepted for delivery');
  };
  say(null, 'Cart Updated arrived: total is 129.9, more than 0');
  say('cool-down', `waits until ${new Date(now + HOUR).toISOString()}`);
  now += HOUR;
  say('cool-down', '1h is over');
  const orders = person.orders.filter((at) => at >= now - 90 * DAY).length;
  const isVip = person.plan === 'vip' || orders >= 3;
  say('worth', isVip ? "takes 'vip'" : `takes none of its paths: plan is '${person.plan}', not 'vip'`);
  if (isVip) send('vip-mail', 'cart-vip');
  else send('mail', 'cart');
  say('clicked?', `waits for Email Clicked, until ${new Date(now + 3 * DAY).toISOString()} at most`);
  now += 3 * DAY;
  say('clicked?', 'nothing of it happened within 3d');
  send('last-mail', 'cart-last');
  say('last-mail', 'reached the end of the journey');
  return log.map(({ step }) => step);
}
