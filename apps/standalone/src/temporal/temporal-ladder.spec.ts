import { chooseTemporal, noTemporal, type Rung, type TemporalSurroundings } from './temporal-ladder';

const nothing: TemporalSurroundings = {
  ...{ address: null, built: null, commandLine: null, go: null, goNeeded: '1.26.8', downloaded: null },
};
const go = { program: '/usr/bin/go', version: '1.26.8', fetchesNewer: true };
const everything: TemporalSurroundings = {
  ...{ address: 'temporal:7233', built: '/cache/jornada-temporal', commandLine: '/usr/bin/temporal', go },
  ...{ goNeeded: '1.26.8', downloaded: '/cache/temporal' },
};

describe('the first rung that holds', () => {
  it.each<readonly [string, TemporalSurroundings, object]>([
    ['an address', everything, { rung: 1, address: 'temporal:7233' }],
    [
      'what was built before',
      { ...everything, address: null },
      { rung: 2, program: '/cache/jornada-temporal' },
    ],
    ['the command', { ...everything, address: null, built: null }, { rung: 3, program: '/usr/bin/temporal' }],
    ['Go', { ...nothing, go, downloaded: '/cache/temporal' }, { rung: 4, go: '/usr/bin/go' }],
    [
      'what was downloaded before',
      { ...nothing, downloaded: '/cache/temporal' },
      { rung: 5, program: '/cache/temporal' },
    ],
    ['a download', nothing, { rung: 5, program: null }],
  ])('is %s', (_, found, choice) => {
    expect(chooseTemporal(found)).toEqual(choice);
  });

  it.each<readonly [Rung, Rung]>([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
  ])('from rung %i up, where all hold, is %i', (minimum, rung) => {
    expect(chooseTemporal(everything, minimum).rung).toBe(rung);
  });
});

describe('a Go', () => {
  it.each<readonly [string, boolean, boolean]>([
    ['1.26.8', false, true],
    ['1.26.9', false, true],
    ['1.27', false, true],
    ['2.0.0', false, true],
    ['1.26.7', false, false],
    ['1.26', false, false],
    ['1.9.9', false, false],
    ['1.26.7', true, true],
    ['1.21.0', true, true],
    ['1.20.14', true, false],
    ['', true, false],
  ])('%s that fetches newer ones: %s; builds the server: %s', (version, fetchesNewer, builds) => {
    const choice = chooseTemporal({ ...nothing, go: { program: '/usr/bin/go', version, fetchesNewer } });
    expect(choice.rung).toBe(builds ? 4 : 5);
  });
});

describe('where no rung holds', () => {
  it('one sentence tells why, and the ways out', () => {
    const found = { ...nothing, go: { program: '/usr/bin/go', version: '1.19.8', fetchesNewer: false } };
    const { message, output } = noTemporal(found, ['the download failed'], 'no route to host');
    expect(message).toBe(
      'Jornada needs a Temporal server and could not get one (Go 1.19.8 is older than 1.26.8 and may not fetch it; the download failed): set TEMPORAL_ADDRESS to one that runs, for example TEMPORAL_ADDRESS=localhost:7233, or install Go 1.26.8 or the command `temporal`, then start again.',
    );
    expect(output).toBe('no route to host');
  });
});
