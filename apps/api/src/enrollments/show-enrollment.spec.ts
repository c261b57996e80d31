import type { StoredSend } from '#database';
import type { ListedEnrollment } from '#enrollments';
import { enrollmentSchema } from './enrollments.dto';
import { shownEnrollment } from './show-enrollment';

const at = new Date('2026-11-22T14:03:00Z');
const id = '00000000-0000-4000-8000-000000000001';

const parked: ListedEnrollment = {
  id,
  journeyKey: 'welcome',
  version: 2,
  userId: 'ana',
  profileId: id,
  entryKey: 'cart-1',
  state: 'active',
  step: 'mail',
  rest: { kind: 'send', since: at.getTime(), sendId: id, label: 'sending' },
  because: null,
  incident: { at, code: 'template-error', message: 'The template failed.' },
  enteredAt: at,
  endedAt: null,
  goalAt: at,
};

const send: StoredSend = {
  id,
  enrollmentId: id,
  step: 'mail',
  visit: 1,
  channel: 'email',
  provider: 'mailbox',
  template: 'hello',
  address: 'ana.souza@example.com',
  state: 'HELD',
  attempt: 0,
  reason: 'quiet-hours',
  because: 'in words',
  code: null,
  possibleDuplicate: false,
  heldUntil: at,
  providerId: null,
  history: [{ state: 'PLANNED', at: at.getTime() }],
  createdAt: at,
};

const shown = shownEnrollment('w-1', { listed: parked, log: [], sends: [send] });

describe('An enrollment as it is shown', () => {
  it('is what the API describes', () => expect(enrollmentSchema.safeParse(shown).error).toBeUndefined());

  it('tells the incident it stands still for, and its goal', () => {
    expect(shown).toMatchObject({
      incident: { at: '2026-11-22T14:03:00.000Z', code: 'template-error', message: 'The template failed.' },
      goalAt: '2026-11-22T14:03:00.000Z',
      rest: { kind: 'send', at: null, label: 'sending' },
    });
  });

  it('shows no address', () => {
    expect(shown.sends[0]).toMatchObject({
      to: 'a***@example.com',
      userId: 'ana',
      heldUntil: '2026-11-22T14:03:00.000Z',
    });
    expect(JSON.stringify(shown)).not.toContain('souza');
  });
});
