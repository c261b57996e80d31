import { judge, UNRESTRAINED, type GateFacts, type Letter } from './judge';

const marketing: Letter = { class: 'marketing', topic: 'offers', address: 'ana@example.com' };
const transactional: Letter = { class: 'transactional', topic: null, address: 'ana@example.com' };

/** Somebody who opted in, whom nothing keeps from being written to. */
const willing: GateFacts = {
  enrollmentActive: true,
  erased: false,
  suppressedFor: null,
  pausedUntil: null,
  consent: 'granted',
  topicDefault: 'out',
  restraint: UNRESTRAINED,
};

function verdict(letter: Letter, facts: Partial<GateFacts>): string {
  const judged = judge(letter, { ...willing, ...facts });
  return judged.kind === 'refused' ? judged.reason : judged.kind;
}

describe('a message', () => {
  test.each<[facts: Partial<GateFacts>, marketing: string, transactional: string]>([
    [{}, 'allowed', 'allowed'],
    [{ enrollmentActive: false }, 'enrollment-ended', 'enrollment-ended'],
    [{ erased: true }, 'erased', 'erased'],
    [{ suppressedFor: 'complained' }, 'complained', 'complained'],
    [{ suppressedFor: 'bounced' }, 'suppressed', 'suppressed'],
    [{ suppressedFor: 'unsubscribed' }, 'suppressed', 'allowed'],
    [{ suppressedFor: 'manual' }, 'suppressed', 'allowed'],
    [{ suppressedFor: 'something else' }, 'suppressed', 'allowed'],
    [{ consent: 'denied' }, 'no-consent', 'allowed'],
    [{ consent: 'denied', topicDefault: 'in' }, 'no-consent', 'allowed'],
    [{ consent: null }, 'no-consent', 'allowed'],
    [{ consent: null, topicDefault: 'in' }, 'allowed', 'allowed'],
    [{ consent: null, topicDefault: null }, 'no-consent', 'allowed'],
    [{ pausedUntil: 1 }, 'paused', 'allowed'],
    [{ pausedUntil: 0 }, 'allowed', 'allowed'],
    [{ restraint: { ...UNRESTRAINED, holdout: { percent: 1 } } }, 'holdout', 'allowed'],
    [{ restraint: { ...UNRESTRAINED, quietHours: { from: '22:00', to: '08:00' } } }, 'held', 'allowed'],
    [
      { restraint: { ...UNRESTRAINED, caps: [{ atMost: 1, within: '1d' }], past: [{ at: 0, topic: null }] } },
      'capped',
      'allowed',
    ],
  ])('to somebody with %j: marketing %s, transactional %s', (facts, ofMarketing, ofTransactional) => {
    expect(verdict(marketing, facts)).toBe(ofMarketing);
    expect(verdict(transactional, facts)).toBe(ofTransactional);
  });
});

describe('what is no message', () => {
  const call: Letter = { class: 'call', topic: null, address: 'https://api.example' };
  const ads: Letter = { class: 'ads', topic: null, address: null };

  test.each<[facts: Partial<GateFacts>, call: string, ads: string, adsOfTopic: string]>([
    [{}, 'allowed', 'allowed', 'allowed'],
    [{ enrollmentActive: false }, 'enrollment-ended', 'enrollment-ended', 'enrollment-ended'],
    [{ erased: true }, 'erased', 'erased', 'erased'],
    [{ suppressedFor: 'complained' }, 'allowed', 'complained', 'complained'],
    [{ suppressedFor: 'unsubscribed' }, 'allowed', 'suppressed', 'suppressed'],
    [{ consent: 'denied' }, 'allowed', 'allowed', 'no-consent'],
    [{ consent: null }, 'allowed', 'allowed', 'no-consent'],
    [{ pausedUntil: 1 }, 'allowed', 'allowed', 'allowed'],
    [{ restraint: { ...UNRESTRAINED, holdout: { percent: 1 } } }, 'allowed', 'holdout', 'holdout'],
    [
      { restraint: { ...UNRESTRAINED, quietHours: { from: '22:00', to: '08:00' } } },
      ...(['allowed', 'allowed', 'allowed'] as const),
    ],
  ])('of somebody with %j: a call %s, ads %s, ads of a topic %s', (facts, ofCall, ofAds, ofTopic) => {
    expect(verdict(call, facts)).toBe(ofCall);
    expect(verdict(ads, facts)).toBe(ofAds);
    expect(verdict({ ...ads, topic: 'offers' }, facts)).toBe(ofTopic);
  });
});

describe('the order', () => {
  const restrained = {
    ...UNRESTRAINED,
    ...{ quietHours: { from: '22:00', to: '08:00' }, caps: [{ atMost: 1, within: '1d' }] },
    past: [{ at: 0, topic: 'offers' }],
  };

  /** Everything that may be in the way, in the order in which it is told. */
  const obstacles: readonly (readonly [
    reason: string,
    facts: Partial<GateFacts>,
    letter?: Partial<Letter>,
  ])[] = [
    ['enrollment-ended', { enrollmentActive: false }],
    ['erased', { erased: true }],
    ['no-address', {}, { address: null }],
    ['complained', { suppressedFor: 'complained' }],
    ['no-consent', { consent: 'denied' }],
    ['suppressed', { suppressedFor: 'manual' }],
    ['paused', { pausedUntil: 1 }],
    ['holdout', { restraint: { ...restrained, holdout: { percent: 5 } } }],
    ['held', { restraint: restrained }],
    ['capped', { restraint: { ...restrained, quietHours: null } }],
  ];

  test.each(obstacles.map(([reason], place) => [reason, place] as const))(
    '%s comes before all that follow it',
    (reason, place) => {
      // Of two that set the same fact, the one that comes first is there.
      const there = obstacles.slice(place).toReversed();
      const facts = Object.assign({}, ...there.map((one) => one[1])) as Partial<GateFacts>;
      const letter = Object.assign({}, marketing, ...there.map((one) => one[2] ?? {})) as Letter;
      expect(verdict(letter, facts)).toBe(reason);
    },
  );
});

describe('a refusal says in words', () => {
  test.each<[letter: Letter, facts: Partial<GateFacts>, because: string]>([
    [marketing, { enrollmentActive: false }, 'the enrollment has ended'],
    [marketing, { erased: true }, 'the person was erased'],
    [{ ...marketing, address: null }, {}, 'the person has no e-mail address'],
    [{ ...marketing, address: 'ana' }, {}, 'the address is no e-mail address'],
    [marketing, { suppressedFor: 'complained' }, 'the person marked a message as spam'],
    [marketing, { consent: 'denied' }, "the person opted out of 'offers'"],
    [marketing, { consent: null }, "the person has not opted in to 'offers'"],
    [marketing, { consent: null, topicDefault: null }, "there is no topic 'offers'"],
    [{ ...marketing, topic: null }, {}, 'the message names no topic that the person could agree to'],
    [marketing, { suppressedFor: 'manual' }, 'the address is suppressed (manual)'],
    [
      marketing,
      { restraint: { ...UNRESTRAINED, holdout: { percent: 2.5 } } },
      'the person is in the holdout of 2.5 %',
    ],
    [
      marketing,
      { restraint: { ...UNRESTRAINED, caps: [{ atMost: 1, within: '1d' }], past: [{ at: 0, topic: null }] } },
      'the person has had 1 message within 1d, and may not get more',
    ],
    [
      marketing,
      {
        restraint: {
          ...UNRESTRAINED,
          caps: [{ atMost: 2, within: '7d', topic: 'offers' }],
          past: [
            { at: 0, topic: 'offers' },
            { at: 0, topic: 'offers' },
          ],
        },
      },
      "the person has had 2 messages of 'offers' within 7d, and may not get more",
    ],
  ])('%j to somebody with %j: %s', (letter, facts, because) => {
    expect(judge(letter, { ...willing, ...facts })).toMatchObject({ kind: 'refused', because });
  });
});

describe('an address', () => {
  const of = (address: string) => verdict({ ...transactional, address }, {});

  test.each([
    'ana@example.com',
    "o'brien+tag@mail.example.co.uk",
    'a@b.c',
    'josé@exemplo.com.br',
    'ana@münchen.example',
  ])('%s is one', (address) => {
    expect(of(address)).toBe('allowed');
  });

  test.each([
    '',
    'ana',
    'ana@',
    '@example.com',
    'ana@example',
    'ana@@example.com',
    'ana@exam@ple.com',
    ' ana@example.com',
    'ana@example.com ',
    'ana silva@example.com',
    'ana@example.com,bob@example.com',
    'ana@example.com;bob@example.com',
    'Ana <ana@example.com>',
    'ana@example.com\r\nBcc: bob@example.com',
    'ana\n@example.com',
    'ana\0@example.com',
    'ana@example.com\u2028',
    'ana\u202e@example.com',
    'ana\ud83d@example.com',
    '"ana"@example.com',
    'ana@[127.0.0.1]',
    'mailto:ana@example.com',
  ])('%j is none', (address) => {
    expect(of(address)).toBe('invalid-address');
  });

  test('has at most 254 characters', () => {
    const rest = '@example.com';
    expect(of(`${'a'.repeat(254 - rest.length)}${rest}`)).toBe('allowed');
    expect(of(`${'a'.repeat(255 - rest.length)}${rest}`)).toBe('invalid-address');
    expect(of(`a@${'b.'.repeat(100_000)}`)).toBe('invalid-address');
  });
});
