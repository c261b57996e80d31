import { at, event, given, journeyWith } from '../../testing';

describe('an exit', () => {
  test.each(['not worth it', 'não vale a pena 💤'])('ends the enrollment with its reason: %s', (reason) => {
    const story = given(journeyWith({ out: { kind: 'exit', reason } })).on(
      event('Begun'),
      at('2026-06-15T12:00:00Z'),
    );
    expect(story.endings()).toEqual([
      { state: 'exited', because: reason, step: 'out', key: '', goal: false },
    ]);
    expect(story.log()).toEqual([
      '0s entered: Begun arrived',
      `0s out decided: ${reason}`,
      `0s out ended: ${reason}`,
    ]);
  });
});
