import { printable } from './printable';
import { styleOf } from './style';
import { table } from './table';
import { withProgress } from './progress';
import type { Terminal } from './terminal';

const terminal = (env: Terminal['env'], isInteractive: boolean): Terminal => ({
  ...{ env, isInteractive, cwd: '/', now: () => 0 },
  out: () => undefined,
  err: () => undefined,
});
const red = '\u001b[31mx\u001b[39m';

describe('colours', () => {
  it.each<[string, Terminal['env'], boolean, string]>([
    ['where somebody watches', {}, true, red],
    ['not in a pipe', {}, false, 'x'],
    ['not where NO_COLOR says so', { NO_COLOR: '1' }, true, 'x'],
    ['where NO_COLOR is empty', { NO_COLOR: '' }, true, red],
    ['not on a dumb terminal', { TERM: 'dumb' }, true, 'x'],
    ['where FORCE_COLOR asks for them', { FORCE_COLOR: '1' }, false, red],
    ['not where both are said', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, 'x'],
  ])('%s', (_, env, isInteractive, shown) => {
    expect(styleOf(terminal(env, isInteractive)).bad('x')).toBe(shown);
  });
});

describe('a line for a terminal', () => {
  it.each([
    ['keeps its colours', red, red],
    ['cannot move the cursor', 'a\u001b[2Jb\u001b]0;title\u0007', 'a[2Jb]0;title'],
    ['has no 8-bit controls', 'a\u009b2Jb', 'a2Jb'],
    ['has no line breaks', 'a\r\n  b\u2028c', 'a b c'],
  ])('%s', (_, line, shown) => {
    expect(printable(line)).toBe(shown);
  });
});

describe('a table', () => {
  it('lines its columns up, numbers to the right, whatever their colours', () => {
    expect(
      table(
        ['name', '>many', ''],
        [
          [red, '1', 'a'],
          ['ção', '100', ''],
        ],
      ),
    ).toEqual(['name  many', `${red}        1  a`, 'ção    100']);
  });

  it('has no head where no column has a title, and nothing without rows', () => {
    expect(table(['', ''], [['a', 'b']])).toEqual(['a  b']);
    expect(table(['name'], [])).toEqual([]);
  });
});

describe('progress', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    ['is not told of what is over soon', 1_500, false, ''],
    ['is told once where nobody watches', 5_000, false, 'Asking ...\n'],
    [
      'is told in place, and wiped away',
      3_000,
      true,
      '\r\u001b[2KAsking (2 s)\r\u001b[2KAsking (3 s)\r\u001b[2K',
    ],
  ])('%s', async (_, length, isInteractive, told) => {
    let said = '';
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const err = (text: string): void => void (said += text);
    const work = withProgress(
      { ...terminal({}, isInteractive), err },
      () => 'Asking',
      () => ended,
    );
    await jest.advanceTimersByTimeAsync(length);
    end();
    await work;
    expect(said).toBe(told);
  });
});
