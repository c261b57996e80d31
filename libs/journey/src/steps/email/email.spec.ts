import { contentKeyOf, sendIdOf } from '../../ids';
import { keySchema } from '../../names.schema';
import { semanticsOf } from '../../step-table';
import { after, at, event, given, journeyFrom, journeyWith, runIdOf, type Story } from '../../testing';

const NOON = at('2026-06-15T12:00:00Z');
const ANA = { email: 'ana@example.com', name: 'Ana' };

/** A person who is written to, with an end of its own for each way out. */
function writing(settings: object = {}): Story {
  const steps = {
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'next', ...settings },
    next: { kind: 'exit', reason: 'went on' },
    refused: { kind: 'exit', reason: 'by onRefused' },
    failed: { kind: 'exit', reason: 'by onFailed' },
    unknown: { kind: 'exit', reason: 'by onUnknown' },
  };
  return given(journeyWith(steps))
    .person(ANA)
    .on(event('Begun', { total: 5 }), NOON);
}

describe('an e-mail', () => {
  test('is asked for, and holds the person until the ledger has settled it', () => {
    const story = writing().send('mail', 'accepted', null, '2m');
    expect(story.log()).toEqual([
      '0s entered: Begun arrived',
      "0s mail rested: asks to send 'cart'",
      '2m mail sent: the e-mail was accepted for delivery',
      '2m next decided: went on',
      '2m next ended: went on',
    ]);
    expect(story.until(after('1m')).endings()).toMatchObject([{ state: 'active', step: 'mail' }]);
  });

  test('says everything that a message needs', () => {
    const run = runIdOf('story', 'message-1');
    expect(writing().sends()).toEqual([
      {
        kind: 'send',
        channel: 'email',
        sendId: sendIdOf('workspace', run, 'mail', 1),
        step: 'mail',
        visit: 1,
        template: 'cart',
        content: null,
        class: 'marketing',
        topic: 'offers',
        to: 'ana@example.com',
        from: null,
        replyTo: null,
        resendAfter: null,
        context: { profile: ANA, event: { total: 5 }, run: {}, steps: {} },
      },
    ]);
  });

  test.each<[journey: object | null | undefined, step: object | null | undefined, object | null | undefined]>(
    [
      [undefined, undefined, undefined],
      [{ source: 'j' }, undefined, { source: 'j' }],
      [{ source: 'j', term: 't' }, { source: 's' }, { source: 's', term: 't' }],
      [null, { source: 's' }, { source: 's' }],
      [{ source: 'j' }, null, null],
      [null, undefined, null],
    ],
  )('carries UTM: the journey says %j, the step %j', (journey, step, said) => {
    const mail = {
      kind: 'email',
      template: 'cart',
      next: null,
      ...(step === undefined ? {} : { utm: step }),
    };
    const whole = { ...journeyWith({ mail }), ...(journey === undefined ? {} : { utm: journey }) };
    const [send] = given(whole).person(ANA).on(event('Begun'), NOON).sends();
    expect(send).toMatchObject({ utm: said });
  });

  test('may say a content of its own: the same content has the same key everywhere, and no template has it', () => {
    const content = { subject: 'Hi {{ profile.name }}', text: 'x' };
    const story = writing({ template: undefined, content });
    expect(story.sends()).toMatchObject([{ template: null, content }]);
    expect(story.log()[1]).toBe('0s mail rested: asks to send its own message');
    const key = contentKeyOf(content);
    expect(contentKeyOf({ ...content })).toBe(key);
    expect(contentKeyOf({ ...content, html: 'x', text: undefined })).not.toBe(key);
    expect(keySchema.safeParse(key).success).toBe(false);
  });

  test.each<[settings: object, expected: object]>([
    [{ class: 'transactional' }, { class: 'transactional', topic: 'offers' }],
    [
      { class: 'transactional', topic: undefined },
      { class: 'transactional', topic: null },
    ],
    [{ from: { email: 'shop@example.com' } }, { from: { email: 'shop@example.com' } }],
    [{ from: { name: 'Ana & Co.', email: 'shop@example.com' } }, { from: { name: 'Ana & Co.' } }],
    [{ replyTo: 'help@example.com' }, { replyTo: 'help@example.com' }],
    [{ resendAfter: '1h 30m' }, { resendAfter: 5_400_000 }],
  ])('with %j asks for %j', (settings, expected) => {
    expect(writing(settings).sends()).toMatchObject([expected]);
  });

  test.each<[to: string | undefined, person: object, properties: object, address: string | null]>([
    [undefined, ANA, {}, 'ana@example.com'],
    [undefined, {}, { email: 'bob@example.com' }, null],
    [undefined, { email: '' }, {}, null],
    [undefined, { email: null }, {}, null],
    [undefined, { email: 5 }, {}, null],
    [undefined, { email: ['ana@example.com'] }, {}, null],
    ['profile.addresses[1]', { addresses: ['a@example.com', 'b@example.com'] }, {}, 'b@example.com'],
    ['event.email', ANA, { email: 'bob@example.com' }, 'bob@example.com'],
    ['trigger.buyer.email', ANA, { buyer: { email: 'bob@example.com' } }, 'bob@example.com'],
    ['profile.constructor', ANA, {}, null],
  ])('to %j, of the person %j and the event %j, is addressed to %j', (to, person, properties, address) => {
    const steps = { mail: { kind: 'email', template: 'cart', to, next: null } };
    const story = given(journeyWith(steps))
      .person({ ...person })
      .on(event('Begun', { ...properties }), NOON);
    expect(story.sends().map((send) => send.to)).toEqual([address]);
  });
});

describe('what comes after an e-mail', () => {
  const both = { onRefused: 'refused', onFailed: 'failed' };

  test.each([
    ['accepted', {}, 'went on'],
    ['refused', {}, 'went on'],
    ['failed', {}, 'went on'],
    ['unknown', {}, 'went on'],
    ['accepted', both, 'went on'],
    ['refused', both, 'by onRefused'],
    ['failed', both, 'by onFailed'],
    ['unknown', both, 'went on'],
    ['unknown', { onUnknown: 'unknown' }, 'by onUnknown'],
    ['failed', { onUnknown: 'unknown' }, 'went on'],
    ['refused', { onFailed: 'failed' }, 'went on'],
    ['failed', { onRefused: 'refused' }, 'went on'],
    ['refused', { onRefused: null }, 'reached the end of the journey'],
    ['failed', { onFailed: null }, 'reached the end of the journey'],
    ['accepted', { next: null }, 'reached the end of the journey'],
  ] as const)('%s with %j: %s', (outcome, settings, because) => {
    expect(writing(settings).send('mail', outcome).endings()).toMatchObject([{ because }]);
  });

  test.each([
    ['accepted', null, 'sent: the e-mail was accepted for delivery'],
    ['refused', 'no-consent', 'refused: the e-mail was not sent: no-consent'],
    ['failed', 'invalid-address', 'woken: the e-mail could not be sent: invalid-address'],
    ['unknown', 'timeout', 'woken: nobody knows whether the e-mail went out: timeout'],
  ] as const)('%s, because of %j, is logged as %s', (outcome, reason, said) => {
    expect(writing().send('mail', outcome, reason).log()[2]).toBe(`0s mail ${said}`);
  });

  test('later steps can read what became of it', () => {
    const steps = {
      mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'again' },
      again: { kind: 'email', template: 'cart', topic: 'offers', next: null },
    };
    const story = given(journeyWith(steps)).on(event('Begun'), NOON).send('mail', 'refused', 'no-address');
    const [first, second] = story.sends();
    expect(second?.context['steps']).toEqual({
      mail: { sendId: first?.sendId, outcome: 'refused', reason: 'no-address' },
    });
  });
});

describe('the id of a send', () => {
  const loop = {
    mail: { kind: 'email', template: 'cart', topic: 'offers', next: 'hold' },
    hold: { kind: 'wait', for: '1d', next: 'mail' },
  };

  test('is a new one for each visit, and the same whenever the same visit asks', () => {
    const story = given(journeyWith(loop, { limits: { visits: 3 } })).on(event('Begun'), NOON);
    const ids = story.sends().map((send) => send.sendId);
    expect(new Set(ids).size).toBe(3);
    expect(story.sends().map((send) => send.sendId)).toEqual(ids);
    expect(ids[2]).toBe(sendIdOf('workspace', runIdOf('story', 'message-1'), 'mail', 3));
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('what the rules ask of an e-mail', () => {
  test.each<[settings: object, lacksTopic: boolean, writesToOthers: boolean]>([
    [{ topic: 'offers' }, false, false],
    [{}, true, false],
    [{ class: 'marketing' }, true, false],
    [{ class: 'transactional' }, false, false],
    [{ topic: 'offers', to: 'profile.work_email' }, false, false],
    [{ topic: 'offers', to: 'event.email' }, false, true],
    [{ topic: 'offers', to: 'run.email' }, false, true],
    [{ class: 'transactional', to: 'event.email' }, false, false],
  ])('%j: lacks a topic %s, writes to others %s', (settings, lacksTopic, writesToOthers) => {
    const written = { mail: { kind: 'email', template: 'cart', next: null, ...settings } };
    const { mail } = journeyFrom(journeyWith(written)).steps;
    if (!mail) throw new Error('the step was lost');
    const semantics = semanticsOf(mail);
    expect(semantics.lacksTopic?.(mail)).toBe(lacksTopic);
    expect(semantics.writesToOthers?.(mail)).toBe(writesToOthers);
    expect(semantics.takesTime(mail)).toBe(false);
  });
});
