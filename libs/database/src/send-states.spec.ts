import { SEND_ARROWS, statesBefore, type SendState } from './send-states';

/** Where a send may go from each state. States that are not here are the end. */
const ways: readonly [SendState, readonly SendState[]][] = [
  ['PLANNED', ['CLAIMED', 'REFUSED', 'FAILED', 'HELD']],
  ['HELD', ['HELD', 'CLAIMED', 'REFUSED', 'FAILED']],
  ['CLAIMED', ['ACCEPTED', 'FAILED', 'PLANNED', 'REFUSED', 'UNKNOWN']],
  ['UNKNOWN', ['CLAIMED', 'ACCEPTED', 'FAILED', 'PLANNED', 'REFUSED', 'GIVEN_UP']],
  ['GIVEN_UP', ['ACCEPTED', 'FAILED']],
];

describe('the ways of a send', () => {
  test.each(ways)('from %s: %j', (from, to) => {
    const arrows = SEND_ARROWS.filter((arrow) => arrow.from === from);
    expect(arrows.map((arrow) => arrow.to)).toEqual(to);
  });

  test('there are no others', () => {
    expect(SEND_ARROWS).toHaveLength(ways.flatMap(([, to]) => to).length);
  });

  test.each<[string, SendState, readonly SendState[]]>([
    ['only a claim can become unknown', 'UNKNOWN', ['CLAIMED']],
    ['what is certain is never claimed again', 'CLAIMED', ['PLANNED', 'HELD', 'UNKNOWN']],
    ['what is certain, or given up, is never planned again', 'PLANNED', ['CLAIMED', 'UNKNOWN']],
    ['only what is unknown is given up', 'GIVEN_UP', ['UNKNOWN']],
    [
      'an acceptance settles a claim, late or not, and nothing that is certain',
      'ACCEPTED',
      ['CLAIMED', 'UNKNOWN', 'GIVEN_UP'],
    ],
  ])('%s', (_, to, from) => {
    expect(statesBefore(to).toSorted()).toEqual(from.toSorted());
  });
});
