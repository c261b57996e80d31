import { kinds } from './steps/step.schema';
import { broken, EXAMPLE, MISSING, said } from './testing/broken';

const KEY = 'A key is 1-100 lower-case letters, digits, dashes and underscores.';
const PATH =
  'A path is profile.…, trigger.…, event.…, run.… or steps.<id>.…, with names after dots and [0] for a place in a list.';
const RESEND = 'An unknown e-mail is sent again after 1m to 12h.';
const DURATION = 'Not a duration: durations are written like 90s, 15m, 1h, 3d, 2w, 6mo, 1y or 1d 12h.';
const STEP_ID =
  'A step id is 1-63 lower-case letters, digits and dashes, begins with a letter, may end in "?".';
const UNTIL = '"until" is a date like 2026-12-24 or 2026-12-24T18:00:00Z, or a path such as event.starts_at.';
const EITHER = 'A wait has one of "for", "until" and "window".';
const STEPS = 'For example: "steps": { "cool-down": { "kind": "wait", "for": "1h", "next": null } }';
const FOR_OR_UNTIL =
  'Write a time like "for": "1h", an instant like "until": "event.starts_at", or hours like "window": { "from": "09:00", "to": "18:00" }.';
const CLOCK = 'A time of the day is written like 09:00 or 17:30.';
const open = (window: object) => ({
  kind: 'wait',
  window: { from: '09:00', to: '18:00', ...window },
  next: null,
});
const KINDS = `kinds are ${kinds.join(', ')}.`;

describe('steps that are not written as such', () => {
  test.each<[at: string, written: unknown, sentence: string, hint: string, path?: string]>([
    ['/steps', MISSING, "'steps' is missing.", EXAMPLE],
    ['/steps', null, "'steps' must be an object, not null.", EXAMPLE],
    ['/steps', [], "'steps' must be an object, not a list.", EXAMPLE],
    ['/steps', {}, 'A journey has at least one step.', EXAMPLE],
    ['/steps/hold', null, "Step 'hold' must be an object, not null.", STEPS],
    ['/steps/hold', [], "Step 'hold' must be an object, not a list.", STEPS],
    ['/steps/hold', '1h', "Step 'hold' must be an object, not text.", STEPS],
    ['/steps/hold', {}, `A step says its kind; ${KINDS}`, EXAMPLE, '/steps/hold/kind'],
    ['/steps/hold/kind', null, `A step says its kind; ${KINDS}`, EXAMPLE],
    ['/steps/hold/kind', 'delay', `There is no step kind 'delay'; ${KINDS}`, EXAMPLE],
    ['/steps/hold/kind', 'Wait', `There is no step kind 'Wait'; ${KINDS}`, "Did you mean 'wait'?"],
    ['/steps/hold/kind', 'constructor', `There is no step kind 'constructor'; ${KINDS}`, EXAMPLE],
    ['/steps/Hold', { kind: 'exit', reason: 'x' }, "'Hold' cannot be the id of a step.", STEP_ID],
    ['/steps/1', { kind: 'exit', reason: 'x' }, "'1' cannot be the id of a step.", STEP_ID],
    ['/steps/vip mail', { kind: 'nothing' }, "'vip mail' cannot be the id of a step.", STEP_ID],
    ['/steps/prototype_', { kind: 'exit', reason: 'x' }, "'prototype_' cannot be the id of a step.", STEP_ID],
    ['/steps/hold/for', MISSING, EITHER, FOR_OR_UNTIL, '/steps/hold'],
    ['/steps/hold/for', '1 hour', DURATION, EXAMPLE],
    ['/steps/hold/for', 60, 'A duration is text, like 1h, 3d or 1d 12h.', EXAMPLE],
    ['/steps/hold/for', '1h 1h', 'Not a duration: the unit h is there twice.', EXAMPLE],
    ['/steps/hold/for', '-1h', DURATION, EXAMPLE],
    ['/steps/hold/for', '1.5h', DURATION, EXAMPLE],
    ['/steps/hold/until', '2026-12-24', EITHER, FOR_OR_UNTIL, '/steps/hold'],
    ['/steps/hold', { kind: 'wait', until: 'tomorrow', next: null }, UNTIL, EXAMPLE, '/steps/hold/until'],
    ['/steps/hold', { kind: 'wait', until: '2026-02-30', next: null }, UNTIL, EXAMPLE, '/steps/hold/until'],
    [
      '/steps/hold',
      { kind: 'wait', until: '2026-12-24T18:00Z', next: null },
      UNTIL,
      EXAMPLE,
      '/steps/hold/until',
    ],
    ['/steps/hold', { kind: 'wait', until: 20261224, next: null }, UNTIL, EXAMPLE, '/steps/hold/until'],
    ['/steps/hold/window', { from: '09:00', to: '18:00' }, EITHER, FOR_OR_UNTIL, '/steps/hold'],
    ['/steps/hold', open({ from: '9:00' }), CLOCK, EXAMPLE, '/steps/hold/window/from'],
    ['/steps/hold', open({ to: '24:00' }), CLOCK, EXAMPLE, '/steps/hold/window/to'],
    [
      '/steps/hold',
      open({ days: [] }),
      'A window opens on at least one day.',
      EXAMPLE,
      '/steps/hold/window/days',
    ],
    [
      '/steps/hold',
      open({ days: ['Monday'] }),
      "Item 1 of 'days' must be 'mon', 'tue', 'wed', 'thu', 'fri', 'sat' or 'sun', not 'Monday'.",
      'For example: "days": ["mon", "tue"]',
      '/steps/hold/window/days/0',
    ],
    [
      '/steps/hold/ifPast',
      'exit',
      '"ifPast" belongs to "until": a time that begins now is never past.',
      'Leave it out, or wait "until" an instant.',
    ],
    [
      '/steps/hold',
      { kind: 'wait', until: '2026-12-24', ifPast: 'stop', next: null },
      "'ifPast' must be 'continue' or 'exit', not 'stop'.",
      EXAMPLE,
      '/steps/hold/ifPast',
    ],
    ['/steps/hold/zone', -3, "'zone' must be text, not a number.", EXAMPLE],
    ['/steps/hold/next', MISSING, "'next' is missing.", EXAMPLE],
    ['/steps/hold/next', 5, "'next' must be text, not a number.", EXAMPLE],
    ['/steps/hold/next', '', STEP_ID, EXAMPLE],
    ['/steps/hold/next', 'mail now', STEP_ID, EXAMPLE],
    ['/steps/hold/nxet', 'mail', "'nxet' is not a setting here.", "Did you mean 'next'?"],
    [
      '/steps/hold/seconds',
      5,
      "'seconds' is not a setting here.",
      'Settings here are: kind, for, until, window, ifPast, zone, next.',
    ],
    [
      '/steps/mail/template',
      MISSING,
      'An e-mail has one of "template" and "content".',
      'Name a saved template like "template": "cart", or write "content": { "subject": "Hello", "text": "..." }.',
      '/steps/mail',
    ],
    ['/steps/mail/template', null, "'template' must be text, not null.", EXAMPLE],
    ['/steps/mail/template', 'Cart!', KEY, EXAMPLE],
    ['/steps/mail/topic', null, "'topic' must be text, not null.", EXAMPLE],
    ['/steps/mail/class', 'promo', "'class' must be 'marketing' or 'transactional', not 'promo'.", EXAMPLE],
    [
      '/steps/mail/class',
      'Marketing',
      "'class' must be 'marketing' or 'transactional', not 'Marketing'.",
      "Did you mean 'marketing'?",
    ],
    ['/steps/mail/to', 'ana@example.com', PATH, EXAMPLE],
    ['/steps/mail/resendAfter', '30s', RESEND, EXAMPLE],
    ['/steps/mail/resendAfter', '1d', RESEND, EXAMPLE],
    ['/steps/mail/from', 'Ana', "'from' must be an object, not text.", EXAMPLE],
    ['/steps/mail/from', {}, "'email' is missing.", EXAMPLE, '/steps/mail/from/email'],
    [
      '/steps/mail/from',
      { email: 'ana' },
      'An address is written like ana@example.com.',
      EXAMPLE,
      '/steps/mail/from/email',
    ],
    [
      '/steps/mail/from',
      { email: 'ana@example.com', name: 'Ana\r\nBcc: bob@example.com' },
      'The name of a sender is one line of text.',
      EXAMPLE,
      '/steps/mail/from/name',
    ],
    [
      '/steps/mail/from',
      { email: 'ana@example.com', nmae: 'Ana' },
      "'nmae' is not a setting here.",
      "Did you mean 'name'?",
      '/steps/mail/from/nmae',
    ],
    ['/steps/mail/replyTo', 'ana@example', 'An address is written like ana@example.com.', EXAMPLE],
    [
      '/steps/mail/subject',
      'Hello',
      "'subject' is not a setting here.",
      'Settings here are: kind, template, content, topic, class, to, from, replyTo, utm, resendAfter, onRefused, onFailed, onUnknown, next.',
    ],
    ['/steps/mail/tempalte', 'cart', "'tempalte' is not a setting here.", "Did you mean 'template'?"],
    ['/steps/mail/onRefused', false, "'onRefused' must be text, not true or false.", EXAMPLE],
    ['/steps/mail/onRefuse', 'end', "'onRefuse' is not a setting here.", "Did you mean 'onRefused'?"],
    ['/steps/end/reason', MISSING, "'reason' is missing.", EXAMPLE],
    ['/steps/end/reason', '', 'A reason is not empty.', EXAMPLE],
    ['/steps/end/next', 'mail', "'next' is not a setting here.", 'Settings here are: kind, reason.'],
  ])('at %s %j: %s', (at, written, sentence, hint, path = at) => {
    expect(said(broken(at, written))).toEqual([[path, sentence, hint]]);
  });
});
