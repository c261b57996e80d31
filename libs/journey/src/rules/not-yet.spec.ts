import { findings, journeyWith } from '../testing';
import { notYet } from './not-yet';

const steps = { out: { kind: 'exit', reason: 'x' } };
const found = (path: string, what: string) =>
  `error ${path}: ${what} is part of the language, but is not served yet. Leave it out until a later release.`;
const plain = { field: 'profile.plan', op: 'eq', value: 'vip' };

test.each<[settings: object, found: readonly string[]]>([
  [{ trigger: { event: 'Begun', where: plain } }, []],
  [{ exit: [{ event: 'Left', where: plain }], goal: { event: 'Bought', where: { not: plain } } }, []],
  [{ trigger: { api: true } }, []],
  [{ trigger: { segment: 'vips', on: 'enter' } }, [found('/trigger/segment', 'A trigger by a segment')]],
  [
    { trigger: { date: 'profile.birthday', every: 'year', at: '09:00' } },
    [found('/trigger/date', 'A trigger by a date')],
  ],
  [
    { trigger: { schedule: 'FREQ=WEEKLY;BYDAY=MO', zone: 'UTC', segment: 'vips' } },
    [
      found('/trigger/schedule', 'A trigger by a schedule'),
      found('/trigger/segment', 'A trigger by a segment'),
    ],
  ],
  [
    { trigger: { event: 'Begun', where: { segment: 'vips' } } },
    [found('/trigger/where', 'A condition on a segment')],
  ],
  [{ trigger: { event: 'Begun', where: { did: 'Bought' } } }, []],
  [
    {
      trigger: {
        event: 'Begun',
        where: { any: [plain, { not: { all: [{ did: 'Bought', atMost: 0 }, { segment: 'vips' }] } }] },
      },
    },
    [found('/trigger/where', 'A condition on a segment')],
  ],
  [{ exit: [{ event: 'Left' }, { event: 'Bought', where: { did: 'Left' } }] }, []],
  [
    { goal: { event: 'Bought', where: { segment: 'vips' } } },
    [found('/goal/where', 'A condition on a segment')],
  ],
])('%j', (settings, expected) => {
  expect(findings(notYet, journeyWith(steps, { ...settings }))).toEqual(expected);
});

test('a segment is found in the conditions of steps too', () => {
  const fork = {
    kind: 'branch',
    paths: [{ name: 'vip', if: { segment: 'vips' }, next: null }],
    otherwise: 'out',
  };
  const where = { segment: 'vips' };
  const held = { kind: 'waitFor', paths: [{ name: 'bought', event: 'Bought', where, next: null }] };
  expect(findings(notYet, journeyWith({ fork, held, ...steps }))).toEqual([
    found('/steps/fork/paths/0/if', 'A condition on a segment'),
    found('/steps/held/paths/0/where', 'A condition on a segment'),
  ]);
});
