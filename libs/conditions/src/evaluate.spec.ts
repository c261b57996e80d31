import { evaluate } from './evaluate';
import { needOf } from './needs';
import { factsWith } from './testing/facts-with';
import { judged } from './testing/judged';

const vip = { field: 'profile.plan', op: 'eq', value: 'vip' };
const rich = { field: 'event.total', op: 'gt', value: 100 };
const known = { field: 'profile.email', op: 'exists' };
const scored = { field: 'run.score', op: 'gte', value: 5 };
const segment = { segment: 'big-spenders' };

const facts = factsWith({ profile: { plan: 'free' }, event: { total: 120 }, run: { score: 5 } });

const NOT_VIP = "plan is 'free', not 'vip'";
const RICH = 'total is 120, more than 100';
const SCORED = 'score is 5, at least 5';

describe('conditions made of conditions', () => {
  test.each<[unknown, boolean, string]>([
    [{ all: [rich] }, true, RICH],
    [{ all: [rich, scored] }, true, `${RICH}; ${SCORED}`],
    [{ all: [rich, vip, known] }, false, NOT_VIP],
    [{ all: [known, vip] }, false, 'email is missing'],
    [{ any: [vip] }, false, NOT_VIP],
    [{ any: [vip, rich, scored] }, true, RICH],
    [{ any: [vip, known] }, false, `${NOT_VIP}; email is missing`],
    [{ not: vip }, true, NOT_VIP],
    [{ not: rich }, false, RICH],
    [{ not: { not: rich } }, true, RICH],
    [{ not: { all: [rich, vip] } }, true, NOT_VIP],
    [{ not: { any: [vip, rich] } }, false, RICH],
    [{ all: [{ any: [vip, rich] }, { not: known }] }, true, `${RICH}; email is missing`],
    [{ any: [{ all: [rich, vip] }, { all: [scored, known] }] }, false, `${NOT_VIP}; email is missing`],
    [{ all: [rich, rich, rich, rich, rich] }, true, `${RICH}; ${RICH}; ${RICH}; and 2 more`],
    [segment, false, "segments are not served yet ('big-spenders')"],
    [{ not: segment }, true, "segments are not served yet ('big-spenders')"],
    [{ any: [segment, rich] }, true, RICH],
  ])('%j: %s, because %s', (condition, holds, because) => {
    expect(judged(condition, facts)).toEqual({ holds, because });
  });

  test('an empty list, which the schema refuses, follows logic all the same', () => {
    expect([evaluate({ all: [] }, facts).holds, evaluate({ any: [] }, facts).holds]).toEqual([true, false]);
  });

  test('what comes after the deciding part is not looked at', () => {
    const did = { did: 'Order Completed' };
    expect(judged({ all: [vip, did] }, facts)).toEqual({ holds: false, because: NOT_VIP });
    expect(judged({ any: [rich, did] }, facts)).toEqual({ holds: true, because: RICH });
    expect(() => judged({ all: [did, vip] }, facts)).toThrow('was not loaded');
    const counts = { [needOf(did).key]: 1 };
    expect(judged({ all: [did, rich] }, { ...facts, counts }).because).toBe(`did 'Order Completed'; ${RICH}`);
  });
});

describe('each root of a path reads its own facts', () => {
  const five = factsWith({
    profile: { at: 'profile' },
    trigger: { at: 'trigger' },
    event: { at: 'event' },
    run: { at: 'run' },
    steps: { at: 'steps', mail: { outcome: 'accepted' } },
  });
  test.each(['profile', 'trigger', 'event', 'run', 'steps'])('%s', (root) => {
    expect(judged({ field: `${root}.at`, op: 'eq', value: root }, five).holds).toBe(true);
  });
  test('an output of a step is named with its step', () => {
    const answer = judged({ field: 'steps.mail.outcome', op: 'eq', value: 'accepted' }, five);
    expect(answer).toEqual({ holds: true, because: "mail.outcome is 'accepted'" });
  });
});

describe('the reason', () => {
  const long = 'x'.repeat(100_000);

  test.each<[string, unknown, unknown]>([
    ['a long text', long, long],
    ['a long list', Array(10_000).fill(long), long],
    ['a deep list', JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`), 'x'],
    ['emoji', '😀'.repeat(500), '😀'],
  ])('is short for %s, and fit to store', (_, value, wanted) => {
    for (const op of ['eq', 'ne', 'contains', 'startsWith']) {
      const event = { value } as never;
      const { because } = judged({ field: 'event.value', op, value: wanted }, factsWith({ event }));
      expect(because.length).toBeLessThan(240);
      expect(because).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    }
  });

  test('does not cut an emoji in half', () => {
    const event = { even: '😀'.repeat(50), odd: `x${'😀'.repeat(50)}` };
    for (const field of ['event.even', 'event.odd']) {
      const { because } = judged({ field, op: 'exists' }, factsWith({ event }));
      expect(because).toMatch(/^(even|odd) is 'x?(😀){38}…'$/u);
    }
  });

  test('shows no control characters, no direction marks and no half characters', () => {
    const hostile = 'a\0b\u001b[31mc\nd\u202ee\ud83df';
    const { because } = judged({ field: `event.${hostile.replace('[', '')}`, op: 'exists' }, factsWith());
    expect(because).toBe('a\ufffdb\ufffd31mc\ufffdd\ufffde\ufffdf is missing');
    const event = { a: hostile };
    expect(judged({ field: 'event.a', op: 'exists' }, factsWith({ event })).because).toBe(
      "a is 'a\ufffdb\ufffd[31mc\ufffdd\ufffde\ufffdf'",
    );
  });

  test('stays bounded however many reasons there are', () => {
    const event = { a: long };
    const part = { field: 'event.a', op: 'ne', value: 'y'.repeat(500) };
    const wide = { all: Array(50).fill({ all: Array(50).fill({ all: Array(50).fill(part) }) }) };
    const { holds, because } = judged(wide, factsWith({ event }));
    expect(holds).toBe(true);
    expect(because.length).toBeLessThanOrEqual(500);
  });
});
