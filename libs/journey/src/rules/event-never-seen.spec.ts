import { findings, journeyWith, workspaceWith } from '../testing';
import { eventNeverSeen } from './event-never-seen';

const SEND_ONE = 'Send one, or name an event that is sent.';
const unseen = (path: string, name: string, hint = SEND_ONE) =>
  `warning ${path}: No event '${name}' has ever come to this workspace. ${hint}`;
const end = { end: { kind: 'exit', reason: 'x' } };
const known = ['Begun', 'Order Completed', 'Cart Updated'];
const listening = (paths: readonly object[], more: object = {}) => ({
  hold: { kind: 'waitFor', paths, timeout: '1d', onTimeout: null, ...more },
});

test.each<[string, document: object, seen: readonly string[], found: readonly string[]]>([
  ['all have come', journeyWith(end, { exit: [{ event: 'Order Completed' }] }), known, []],
  ['none has come at all', journeyWith(end, { exit: [{ event: 'Bought' }] }), [], []],
  [
    'the trigger, of another case',
    journeyWith(end, { trigger: { event: 'begun' } }),
    known,
    [unseen('/trigger/event', 'begun', "Did you mean 'Begun'?")],
  ],
  [
    'an exit and the goal',
    journeyWith(end, { exit: [{ event: 'Order Complete' }], goal: { event: 'Bought' } }),
    known,
    [
      unseen('/exit/0/event', 'Order Complete', "Did you mean 'Order Completed'?"),
      unseen('/goal/event', 'Bought'),
    ],
  ],
  [
    'what is waited for, and what begins the time anew',
    journeyWith(
      listening([{ name: 'a', event: 'Looked', next: null }], { resetOn: [{ event: 'Cart Updatd' }] }),
    ),
    known,
    [
      unseen('/steps/hold/paths/0/event', 'Looked'),
      unseen('/steps/hold/resetOn/0/event', 'Cart Updatd', "Did you mean 'Cart Updated'?"),
    ],
  ],
  [
    'what is counted, wherever it is',
    journeyWith(end, {
      trigger: { event: 'Begun', where: { any: [{ did: 'Begun' }, { not: { did: 'Looked' } }] } },
      exit: [{ if: { all: [{ did: 'Left' }] } }],
    }),
    known,
    [unseen('/trigger/where/any/1/not/did', 'Looked'), unseen('/exit/0/if/all/0/did', 'Left')],
  ],
  ['what Jornada itself records', journeyWith(end, { goal: { event: 'Email Clicked' } }), known, []],
])('%s', (_, document, seen, found) => {
  expect(findings(eventNeverSeen, document, workspaceWith([], [], 0, seen))).toEqual(found);
});
