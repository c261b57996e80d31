import { isClean, judge, type Books, type Verdict } from './verdict';

const ended = { state: 'completed', rest: null, incident: null };
const right: Books = {
  people: [
    { userId: 'ana', email: 'ana@example.com', acknowledged: ['a1', 'a2'], expects: 'mail' },
    { userId: 'ben', email: 'ben@example.com', acknowledged: ['b1'], expects: 'left' },
    { userId: 'cleo', email: 'cleo@example.com', acknowledged: ['c1'], expects: 'rests' },
  ],
  stored: ['a1', 'a2', 'b1', 'c1'],
  enrollments: [
    { id: 'e1', userId: 'ana', ...ended },
    { id: 'e2', userId: 'ben', ...ended, state: 'exited' },
    { id: 'e3', userId: 'cleo', ...ended, state: 'active', rest: { kind: 'wait', at: null } },
  ],
  sends: [{ id: 's1', userId: 'ana', state: 'DELIVERED' }],
  mails: [{ sendId: 's1', to: 'ana@example.com' }],
  at: Date.parse('2026-11-22T14:03:00Z'),
};
const [ofAna, ofBen, ofCleo] = right.enrollments;
const enrolled = (change: object, whom = ofAna): Partial<Books> => ({
  enrollments: right.enrollments.map((one) => (one === whom ? { ...one, ...change } : one)),
});
const inState = (state: string): Partial<Books> => ({
  sends: right.sends.map((send) => ({ ...send, state })),
});
const mail = { sendId: 's1', to: 'ana@example.com' };

describe('The verdict on the books of a run', () => {
  it('is that nothing is wrong where nothing is', () => expect(isClean(judge(right))).toBe(true));

  it.each<[string, Partial<Books>, Partial<Record<keyof Verdict, number>>]>([
    ['an acknowledged event is not stored', { stored: ['a1', 'b1', 'c1'] }, { lost: 1 }],
    ['a mail never left', { mails: [] }, { lost: 1 }],
    [
      'somebody never entered',
      { enrollments: right.enrollments.filter((one) => one !== ofCleo) },
      { lost: 1 },
    ],
    ['an event is stored twice', { stored: [...right.stored, 'c1'] }, { twice: 1 }],
    ['a mail left twice', { mails: [mail, mail] }, { twice: 2 }],
    ['two sends to one person left', { mails: [mail, { ...mail, sendId: 's2' }] }, { twice: 1 }],
    [
      'somebody entered twice',
      { enrollments: [...right.enrollments, { id: 'e4', userId: 'ana', ...ended }] },
      { twice: 1 },
    ],
    ['who had left has a mail', { mails: [mail, { sendId: 's2', to: 'ben@example.com' }] }, { twice: 1 }],
    ['who had left goes on', enrolled({ state: 'completed' }, ofBen), { astray: 1 }],
    [
      'somebody stands still for a fault',
      enrolled({ incident: { code: 'unexpected' } }, ofCleo),
      { astray: 1 },
    ],
    [
      'somebody rests in what is over',
      enrolled({ state: 'active', rest: { kind: 'wait', at: '2026-11-22T14:02:00Z' } }),
      { astray: 1, overdue: 1 },
    ],
    ['nobody knows what became of a send', inState('UNKNOWN'), { unsettled: 1 }],
    ['a report of what was accepted is missing', inState('ACCEPTED'), { unsettled: 1 }],
    ['a send is in a state of no name', inState('SOMEHOW'), { unsettled: 1 }],
  ])('counts that %s', (_, change, wrong) => {
    const verdict = judge({ ...right, ...change });
    const counts = Object.entries(verdict).map(([name, sentences]: [string, readonly string[]]) => [
      name,
      sentences.length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      lost: 0,
      twice: 0,
      astray: 0,
      unsettled: 0,
      overdue: 0,
      ...wrong,
    });
  });
});
