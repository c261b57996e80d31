import { HELP, readOptions } from './journeys.options';
import { report, type Measured } from './report';
import { WrongOption } from './wrong-option';

const parts = { bench: 0, api: 0, worker: 0, controlWorker: 0, textbookWorker: 0, temporal: 0, postgres: 0 };
const control: Measured = {
  ...{ rates: [100, 50, 80], runs: [1_000, 500, 800], times: [10, 20, 30, 40], halfTimes: [15, 25] },
  ...{ events: 6, statements: null },
  cpu: [1_000, 500, 800].map((temporal) => ({ ...parts, temporal })),
};
const textbook: Measured = { ...control, rates: [30, 10, 20], runs: [300, 100, 200] };
const jornada: Measured = {
  ...{ rates: [90, 50, 70], runs: [900, 500, 700], times: [11, 22, 33, 44], halfTimes: [12], events: 6 },
  statements: { all: 13, ingest: 6 },
  cpu: [900, 500, 700].map((worker) => ({ ...parts, worker, temporal: worker })),
};

const lastLine = (text: string): Record<string, unknown> =>
  JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;

describe('the report of the journeys', () => {
  test('the last line is JSON: rounds against their neighbours, times by their quantiles', () => {
    const noTime = { bench: 0, worker: 0, controlWorker: 0, textbookWorker: 0, temporal: 0, postgres: 0 };
    expect(lastLine(report({ control, textbook, jornada }, { rate: 10, apart: false }))).toEqual({
      ...{ bench: 'journeys', ratioToControl: 0.9, ratioToTextbook: 3.5 },
      ...{ p50Ratio: 1.1, p95Ratio: 1.1, p99Ratio: 1.1, cpuRatio: 2 },
      ...{ met: { control: true, textbook: true, times: true }, apart: false },
      rounds: { control: control.rates, textbook: textbook.rates, jornada: jornada.rates },
      control: {
        ...{ perSecond: 80, p50: 20, p95: 40, p99: 40, half: [15, 25, 25], historyEvents: 6 },
        cpuMs: { ...noTime, temporal: 1 },
      },
      textbook: {
        ...{ perSecond: 20, p50: 20, p95: 40, p99: 40, half: [15, 25, 25], historyEvents: 6 },
        cpuMs: { ...noTime, temporal: 3.83 },
      },
      jornada: {
        ...{ perSecond: 70, p50: 22, p95: 44, p99: 44, half: [12, 12, 12], historyEvents: 6 },
        ...{ statements: 13, statementsBeyondIngest: 7 },
        cpuMs: { ...noTime, worker: 1, temporal: 1 },
      },
    });
  });

  test.each([
    ['too few journeys a second', { rates: [80, 40, 60] }, { control: false, textbook: true, times: true }],
    ['far too few', { rates: [80, 20, 40] }, { control: false, textbook: false, times: true }],
    ['too slow at the median', { times: [13, 26, 33, 44] }, { control: true, textbook: true, times: false }],
    ['too slow in the tail', { times: [11, 22, 33, 49] }, { control: true, textbook: true, times: false }],
    [
      'just as fast as it should be',
      { rates: [90, 45, 72], times: [12, 24, 36, 48] },
      { control: true, textbook: true, times: true },
    ],
  ])('the targets: %s', (_, measured, met) => {
    const text = report(
      { control, textbook, jornada: { ...jornada, ...measured } },
      { rate: 10, apart: false },
    );
    expect(lastLine(text)['met']).toEqual(met);
  });

  test('what could not be measured is null', () => {
    const json = lastLine(
      report({ control, textbook, jornada: { ...jornada, cpu: [] } }, { rate: 10, apart: true }),
    );
    expect(json).toMatchObject({ apart: true, cpuRatio: null, jornada: { cpuMs: { api: null } } });
  });
});

describe('the options of the journeys', () => {
  test('the usual ones, and those that are given', () => {
    const usual = { seconds: 10, rounds: 3, rate: 10, atOnce: 48, apart: false, profiles: null };
    expect(readOptions([])).toEqual(usual);
    expect(readOptions(['--rounds', '1', '--apart'])).toEqual({ ...usual, rounds: 1, apart: true });
    expect(readOptions(['--help'])).toBeNull();
  });

  test.each([
    [['--rounds', '0'], '--rounds is a whole number from 1 to 100'],
    [['--seconds', 'ten'], '--seconds is a whole number from 1 to 600'],
    [['--faster'], HELP],
  ])('%j is none of them, and it is said what would be', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(WrongOption);
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
