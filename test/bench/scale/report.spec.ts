import { WrongOption } from '../wrong-option';
import { HELP, readOptions } from './options';
import { report, type Level } from './report';

const level: Level = {
  ...{ open: 1_000, bytesEach: 4_000, exitMs: 20, startUpMs: { api: 900, worker: 1_100 } },
  ...{ control: { perSecond: 50, cpuMs: 30 }, jornada: { perSecond: 40, cpuMs: 45 } },
};
const burst = { timers: 500, drainSeconds: 12, quiet: [20, 30, 40], busy: [60, 70, 90] };

const lastLine = (text: string): Record<string, unknown> =>
  JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;

describe('the report of the scale', () => {
  test('growth is that of the last level beside the first, of costs against the control’s own', () => {
    const slowMachine = { perSecond: 25, cpuMs: 60 };
    const last = { ...level, open: 10_000, control: slowMachine, jornada: { perSecond: 20, cpuMs: 90 } };
    expect(lastLine(report({ levels: [level, last], burst }))).toEqual({
      ...{ bench: 'scale', levels: [1_000, 10_000], ratioToControl: [0.8, 0.8], met: true },
      growth: { cost: 1, exit: 1, startUpApi: 1, startUpWorker: 1, bytes: 1 },
      bytesEach: [4_000, 4_000],
      burst: { timers: 500, drainSeconds: 12, quiet: [30, 40], busy: [70, 90] },
    });
  });

  test.each<[string, Partial<Level>, boolean]>([
    ['nothing grows', {}, true],
    ['a tenth more', { exitMs: 22 }, true],
    ['more bytes', { bytesEach: 4_500 }, false],
    ['dearer journeys', { jornada: { perSecond: 40, cpuMs: 50 } }, false],
    ['a slower start', { startUpMs: { api: 900, worker: 1_300 } }, false],
  ])('%s', (_, more, met) => {
    const levels = [level, { ...level, ...more, open: 10_000 }];
    expect(lastLine(report({ levels, burst }))['met']).toBe(met);
  });
});

describe('the options of the scale', () => {
  test('the usual ones, and those that are given', () => {
    const usual = { levels: [1_000, 10_000, 100_000], burst: 20_000, seconds: 10, atOnce: 48 };
    expect(readOptions([])).toEqual(usual);
    expect(readOptions(['--levels', '100,200', '--burst', '50'])).toEqual({
      ...{ ...usual, levels: [100, 200] },
      burst: 50,
    });
    expect(readOptions(['--help'])).toBeNull();
  });

  test.each([
    [['--levels', '1000'], 'two or more numbers'],
    [['--levels', '2000,1000'], 'each more than the one before'],
    [['--levels', 'many,more'], '--levels is a whole number'],
    [['--more'], HELP],
  ])('%j is none of them, and it is said what would be', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(WrongOption);
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
