import { epochMs, findings, journeyWith, workspaceWith } from '../testing';
import { waitInThePast } from './wait-in-the-past';

const until = (text: string, zone?: string) => ({
  kind: 'wait',
  until: text,
  ...(zone && { zone }),
  next: null,
});
const found = (text: string) =>
  `warning /steps/hold/until: '${text}' is past already (it is 2026-06-15 12:00 (UTC)): nobody will ever wait here. ` +
  'Name a date that is to come, or a path such as event.starts_at where one is found.';

test.each<[string, hold: object, settings: object, isPast: boolean]>([
  ['2026-06-15T12:00:01Z', until('2026-06-15T12:00:01Z'), {}, false],
  ['2026-06-15T12:00:00Z', until('2026-06-15T12:00:00Z'), {}, true],
  ['2026-06-15T09:30:00-03:00', until('2026-06-15T09:30:00-03:00'), {}, false],
  ['2026-06-15T14:30:00+03:00', until('2026-06-15T14:30:00+03:00'), {}, true],
  // A day begins here sooner than there: it is past when it has begun everywhere.
  ['2026-06-15', until('2026-06-15'), {}, true],
  ['2026-06-16', until('2026-06-16'), {}, false],
  ['2026-06-16, in Kiritimati, where it has begun', until('2026-06-16', 'Pacific/Kiritimati'), {}, true],
  ['2026-06-15, in Pago Pago', until('2026-06-15', 'Pacific/Pago_Pago'), {}, true],
  ['2026-06-15, in the zone of the journey', until('2026-06-15'), { zone: 'Europe/Lisbon' }, true],
  ['2026-06-15, in a zone that is none', until('2026-06-15'), { zone: 'Mars/Base' }, true],
  ['a path', until('event.starts_at'), {}, false],
  ['a time', { kind: 'wait', for: '1h', next: null }, {}, false],
])('%s', (_, hold, settings, isPast) => {
  const document = journeyWith({ hold }, { ...settings });
  const now = epochMs('2026-06-15T12:00:00Z');
  const text = 'until' in hold ? String(hold.until) : '';
  expect(findings(waitInThePast, document, workspaceWith([], [], now))).toEqual(isPast ? [found(text)] : []);
});

test('a day that has begun in one zone only', () => {
  const at = (zone: string, now: string) =>
    findings(
      waitInThePast,
      journeyWith({ hold: until('2026-06-15', zone) }),
      workspaceWith([], [], epochMs(now)),
    );
  expect(at('Pacific/Kiritimati', '2026-06-14T11:00:00Z')).toHaveLength(1);
  expect(at('Europe/Lisbon', '2026-06-14T11:00:00Z')).toEqual([]);
});
