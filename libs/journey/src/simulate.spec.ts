import { simulate, type SimulationSetting } from './simulate';
import type { Script } from './simulation/script.schema';
import type { Simulation } from './simulation/simulation';
import { epochMs, journeyFrom, journeyWith } from './testing';
import { tellLine } from './testing/tell-line';

const NOON = epochMs('2026-06-15T12:00:00Z');
const begun: Script = { event: { name: 'Begun' } };

const wait = { kind: 'wait', for: '1h', next: 'mail' };
const mail = { kind: 'email', template: 'cart', topic: 'offers', next: null };
const vip = { field: 'profile.plan', op: 'eq', value: 'vip' };

function simulated(document: object, script: Script, setting: Partial<SimulationSetting> = {}): Simulation {
  const answer = simulate(journeyFrom(document), script, { now: NOON, zone: 'UTC', ...setting });
  if (answer.kind === 'misfit') throw new Error(answer.problem.sentence);
  return answer.simulation;
}

/** The log of all enrollments, line by line. */
function lines({ enrollments, from }: Simulation): readonly string[] {
  return enrollments.flatMap(({ log }) => log.map((entry) => tellLine(entry, from)));
}

describe('a simulation', () => {
  test('tells every step with its instant and its reason, on the clock of the person too', () => {
    const script = { ...begun, profile: { email: 'ana@example.com', timezone: 'America/Sao_Paulo' } };
    const simulation = simulated(journeyWith({ wait, mail }), script);
    expect(lines(simulation)).toEqual([
      '0s entered: Begun arrived',
      '0s wait rested: waits until 2026-06-15 10:00 (America/Sao_Paulo)',
      '1h wait woken: 1h is over',
      "1h mail rested: asks to send 'cart'",
      '1h mail sent: the e-mail was accepted for delivery',
      '1h mail ended: reached the end of the journey',
    ]);
    expect(simulation.enrollments[0]?.log.map(({ local }) => local).slice(1, 3)).toEqual([
      '2026-06-15 09:00 (America/Sao_Paulo)',
      '2026-06-15 10:00 (America/Sao_Paulo)',
    ]);
    expect(simulation).toMatchObject({ from: NOON, until: NOON + 3_600_000, refusals: [], stopped: null });
    expect(simulation.enrollments).toMatchObject([
      { state: 'completed', rest: null, enteredAt: NOON, endedAt: NOON + 3_600_000, goalAt: null },
    ]);
  });

  test('hands over what each message would be rendered over', () => {
    const [enrollment] = simulated(journeyWith({ mail }), {
      ...begun,
      profile: { email: 'a@b.example' },
    }).enrollments;
    expect(enrollment?.sends).toMatchObject([
      {
        at: NOON,
        outcome: 'accepted',
        command: {
          template: 'cart',
          to: 'a@b.example',
          context: { profile: { email: 'a@b.example' }, event: {} },
        },
      },
    ]);
  });

  test('asks the host what becomes of a send, unless the script says so', () => {
    const document = journeyWith({ mail, again: { ...mail, next: null } });
    const hostile = { constructor: 'failed' } as unknown as { mail: 'failed' };
    const answer = () => ({ outcome: 'refused', reason: 'no-address' }) as const;
    const outcomes = (script: Script) =>
      simulated(document, script, { answer }).enrollments.flatMap(({ sends }) =>
        sends.map((send) => send.outcome),
      );
    expect(outcomes(begun)).toEqual(['refused']);
    expect(outcomes({ ...begun, sends: { mail: 'failed' } })).toEqual(['failed']);
    expect(outcomes({ ...begun, sends: hostile })).toEqual(['refused']);
  });

  test('says why somebody is not entered', () => {
    const document = journeyWith(
      { wait, mail },
      { trigger: { event: 'Begun', where: { field: 'event.total', op: 'gt', value: 0 } } },
    );
    expect(simulated(document, begun)).toMatchObject({
      enrollments: [],
      refusals: [{ at: NOON, local: '2026-06-15 12:00 (UTC)', reason: 'condition-not-met' }],
    });
  });

  test('judges a patch as production does: the branch sees it, what listens hears it, null removes', () => {
    const document = journeyWith({
      hold: { kind: 'wait', for: '1d', next: 'split' },
      split: { kind: 'branch', paths: [{ name: 'vip', if: vip, next: 'listen' }], otherwise: null },
      listen: { kind: 'waitFor', paths: [{ name: 'patched', event: 'Profile Patched', next: null }] },
    });
    const script: Script['script'] = [
      { after: '2h', profile: { plan: 'vip', old: null } },
      { after: '2d', profile: { address: { city: 'Recife' } } },
    ];
    const simulation = simulated(document, {
      ...begun,
      profile: { old: 1, address: { zip: '50000' } },
      script,
    });
    expect(lines(simulation).slice(3)).toEqual([
      "1d split decided: takes 'vip': plan is 'vip'",
      '1d listen rested: waits for Profile Patched, without limit',
      '2d 2h listen woken: Profile Patched arrived',
      "2d 2h listen decided: takes 'patched'",
      '2d 2h listen ended: reached the end of the journey',
    ]);
  });

  test('tells the local time of the zone in which the person is then', () => {
    const script = { ...begun, script: [{ after: '30m', profile: { timezone: 'Asia/Tokyo' } }] };
    const [enrollment] = simulated(journeyWith({ wait: { ...wait, next: null } }), script).enrollments;
    expect(enrollment?.log.map(({ local }) => local)).toEqual([
      '2026-06-15 12:00 (UTC)',
      '2026-06-15 12:00 (UTC)',
      '2026-06-15 22:00 (Asia/Tokyo)',
      '2026-06-15 22:00 (Asia/Tokyo)',
    ]);
  });

  test('counts what the person did before, within its window', () => {
    const regular = { did: 'Bought', atLeast: 2, within: '30d' };
    const split = { kind: 'branch', paths: [{ name: 'regular', if: regular, next: null }], otherwise: null };
    const history = [
      { name: 'Bought', ago: '3d' },
      { name: 'Bought', ago: '29d' },
      { name: 'Bought', ago: '31d' },
    ];
    const decided = (past: Script['history']) =>
      lines(simulated(journeyWith({ split }), { ...begun, history: past }))[1];
    expect(decided(history)).toBe(
      "0s split decided: takes 'regular': did 'Bought' at least 2 times in the last 30d",
    );
    expect(decided(history.slice(1))).toContain('takes none of its paths');
  });

  test('takes an event of the name of an engagement for one with the last message, or that of a step', () => {
    const clicked = (where: object) => ({
      kind: 'waitFor',
      paths: [{ name: 'clicked', event: 'Email Clicked', where, next: null }],
      timeout: '3d',
      onTimeout: null,
    });
    const of = (step: string) => clicked({ field: 'event.step', op: 'eq', value: step });
    const steps = { wait, mail: { ...mail, next: 'second' }, second: { ...mail, next: 'clicked?' } };
    const state = (listener: object, properties?: { step: string }) =>
      lines(
        simulated(journeyWith({ ...steps, 'clicked?': listener }), {
          ...begun,
          script: [{ after: '1d', event: { name: 'Email Clicked', ...(properties && { properties }) } }],
        }),
      ).at(-2);
    expect(state(of('second'))).toContain("takes 'clicked'");
    expect(state(of('mail'))).toContain('nothing of it happened');
    expect(state(of('mail'), { step: 'mail' })).toContain("takes 'clicked'");
  });

  test('begins where the API begins the journey, too', () => {
    const document = journeyWith({ wait: { ...wait, next: null } }, { trigger: { api: true } });
    const call = { event: { name: 'Journey Triggered', properties: { order: 7 } } };
    expect(simulated(document, call)).toMatchObject({ enrollments: [{ state: 'completed', key: '' }] });
  });

  test('lets an event come late', () => {
    const document = journeyWith({ wait: { ...wait, next: null } }, { exit: [{ event: 'Bought' }] });
    const state = (ago: string) =>
      simulated(document, { ...begun, script: [{ after: '30m', event: { name: 'Bought', ago } }] })
        .enrollments[0]?.state;
    expect([state('23h'), state('25h')]).toEqual(['exited', 'completed']);
  });

  test('tells what is rested on when nothing more happens', () => {
    const listen = { kind: 'waitFor', paths: [{ name: 'bought', event: 'Bought', next: null }] };
    expect(simulated(journeyWith({ listen }), begun)).toMatchObject({
      until: NOON,
      stopped: null,
      enrollments: [{ state: 'active', step: 'listen', rest: { kind: 'wait', until: null }, endedAt: null }],
    });
  });
});

describe('a simulation without end', () => {
  const round = (length: string, visits: number) =>
    journeyWith({ wait: { kind: 'wait', for: length, next: 'wait' } }, { limits: { visits } });
  const nine = { field: 'profile.nine', op: 'eq', value: 'x'.repeat(70) };
  const paths = Array.from({ length: 50 }, (_, index) => ({ name: `path ${index}`, if: nine, next: null }));
  const talkative = journeyWith(
    { talk: { kind: 'branch', paths, otherwise: 'wait' }, wait: { kind: 'wait', for: '1s', next: 'talk' } },
    { limits: { visits: 10_000 } },
  );
  const stoppedBy = (document: object, script = begun) => simulated(document, script).stopped?.bound;

  test('ends by the visits of the journey', () => {
    expect(simulated(round('1h', 100), begun)).toMatchObject({
      stopped: null,
      enrollments: [{ state: 'failed' }],
    });
  });

  test.each([
    ['ten years', 'years', round('1mo', 10_000), begun],
    ['ten years, in which all is played', undefined, round('1mo', 119), begun],
    ['ten years of script', 'years', journeyWith({ wait: { ...wait, next: null } }), script('1y', 11)],
    ['5,000 turns', 'turns', round('1s', 10_000), begun],
    ['two million characters', 'words', talkative, begun],
  ])('ends by %s: %s', (_, bound, document, played) => {
    expect(stoppedBy(document, played)).toBe(bound);
  });

  function script(after: string, count: number): Script {
    return { ...begun, script: Array.from({ length: count }, () => ({ after, event: { name: 'Looked' } })) };
  }
});

describe('what cannot be simulated is told, with its place', () => {
  const document = journeyWith({ wait: { ...wait, next: null } });
  const loop = journeyWith({
    a: { kind: 'branch', paths: [{ name: 'vip', if: vip, next: 'a' }], otherwise: null },
  });

  test.each([
    ['no event', document, {}, 'event-missing', '/event'],
    [
      'another event than the trigger',
      document,
      { event: { name: 'Bought' } },
      'event-differs',
      '/event/name',
    ],
    [
      'a trigger that is no event',
      { ...document, trigger: { date: 'profile.born' } },
      begun,
      'trigger-not-simulated',
      '/trigger',
    ],
    ['a loop in which nobody waits', loop, begun, 'loop-without-wait', '/steps/a'],
  ])('%s', (_, told, script, rule, path) => {
    const hint: unknown = expect.stringMatching(/\.$/);
    expect(simulate(journeyFrom(told), script, { now: NOON, zone: 'UTC' })).toMatchObject({
      kind: 'misfit',
      problem: { rule, path, hint, severity: 'error' },
    });
  });
});
