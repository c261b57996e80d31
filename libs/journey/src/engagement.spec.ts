import { after, at, event, holding, runIdOf, type ImaginedEvent, type Story } from './testing';

const NOON = at('2026-06-15T12:00:00Z');

/** Somebody who entered at noon, and is held for three days. */
function entered(settings: object = {}, properties: ImaginedEvent['properties'] = {}): Story {
  return holding(settings, '3d').on(event('Begun', properties), NOON);
}

const clicked = (properties: ImaginedEvent['properties'], source: ImaginedEvent['source'] = 'jornada') =>
  event('Email Clicked', properties, { source });

describe('engagement', () => {
  const own = { enrollmentId: runIdOf('story', 'message-1') };

  test.each<[string, ImaginedEvent, heard: boolean]>([
    ['with a message of this run', clicked(own), true],
    ['with a message of another run', clicked({ enrollmentId: runIdOf('story', 'message-9') }), false],
    ['with nobody knows which message', clicked({}), false],
    ['that a client claims', clicked(own, 'client'), false],
    ['that was imported', clicked(own, 'import'), false],
  ])('%s: heard %s (%s)', (_, arriving, heard) => {
    const settings = { exit: [{ event: 'Email Clicked' }], goal: { event: 'Email Clicked' } };
    const state = heard ? 'exited' : 'completed';
    expect(entered(settings).on(arriving, after('1h')).endings()).toMatchObject([{ state, goal: heard }]);
  });

  test.each([
    'Delivered',
    'Opened',
    'Clicked',
    'Bounced',
    'Dropped',
    'Deferred',
    'Complained',
    'Unsubscribed',
  ])('Email %s is one', (what) => {
    const settings = { exit: [{ event: `Email ${what}` }] };
    const [fromClient, fromJornada] = [
      event(`Email ${what}`, own),
      event(`Email ${what}`, own, { source: 'jornada' }),
    ];
    expect(entered(settings).on(fromClient, after('1h')).endings()).toMatchObject([{ state: 'completed' }]);
    expect(entered(settings).on(fromJornada, after('1h')).endings()).toMatchObject([{ state: 'exited' }]);
  });
});
