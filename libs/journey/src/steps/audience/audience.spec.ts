import { readJourney } from '../../read-journey';
import { after, event, given, journeyWith } from '../../testing';

const step = (change: object = {}) => ({
  ...{ kind: 'audience', audience: 'buyers', do: 'add', next: 'ask' },
  ...change,
});
const ends = {
  ask: {
    kind: 'branch',
    paths: [{ name: 'yes', if: { field: 'steps.join.outcome', op: 'eq', value: 'accepted' }, next: null }],
    otherwise: 'out',
  },
  out: { kind: 'exit', reason: 'not in' },
};
const story = (change: object = {}) => given(journeyWith({ join: step(change), ...ends }));
const begun = [event('Begun'), after('0s')] as const;

describe('An audience', () => {
  it.each([
    ['add', "asks to be in 'buyers'", "is in 'buyers'"],
    ['remove', "asks to be out of 'buyers'", "is out of 'buyers'"],
  ])('to %s says so, and goes on at once', (change, asks, done) => {
    const told = story({ do: change }).on(...begun);
    expect(told.log().slice(1)).toMatchObject([
      expect.stringContaining(asks),
      expect.stringContaining(done),
      expect.stringContaining('ask decided'),
      expect.stringContaining('ended'),
    ]);
    expect(told.endings()).toMatchObject([{ state: 'completed' }]);
  });

  it('that the gate refuses says why, and the journey goes on', () => {
    const told = story()
      .send('join', 'refused', 'no-consent')
      .on(...begun);
    expect(told.log().join('\n')).toContain("join refused: was not put into 'buyers': no-consent");
    expect(told.endings()).toMatchObject([{ because: 'not in' }]);
  });

  it.each([
    ['no audience', { audience: undefined }, '/audience'],
    ['an audience that cannot be one', { audience: 'My Buyers' }, '/audience'],
    ['something else to do', { do: 'toggle' }, '/do'],
  ])('with %s is refused, with its place', (_, change, path) => {
    const reading = readJourney(journeyWith({ join: step(change), ...ends }));
    const found = reading.kind === 'not-a-journey' ? reading.problems.map((problem) => problem.path) : [];
    expect(found).toContain(`/steps/join${path}`);
  });
});
