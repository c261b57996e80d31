import { createLog, withProgress } from './setup';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** What is shown while something takes that long. */
async function showing(isTTY: boolean, seconds: number): Promise<string> {
  let shown = '';
  const stream = { isTTY, columns: 80, write: (text: string) => (shown += text) };
  let finish: () => void = () => undefined;
  const work = withProgress(
    createLog(stream as unknown as NodeJS.WritableStream),
    'Building',
    () => new Promise<void>((resolve) => (finish = resolve)),
    () => '12 packages',
  );
  await jest.advanceTimersByTimeAsync(seconds * 1000);
  finish();
  await work;
  return shown;
}

describe('whoever waits', () => {
  it.each([
    [1, ''],
    [5, 'Building ...\nBuilding: done in 5 s\n'],
    [
      25,
      'Building ...\nBuilding ...  12 s  12 packages\nBuilding ...  22 s  12 packages\nBuilding: done in 25 s\n',
    ],
  ])('%s s without a terminal reads a line now and then', async (seconds, lines) => {
    expect(await showing(false, seconds)).toBe(lines);
  });

  it('at a terminal sees one line that counts, and that is gone in the end', async () => {
    const shown = await showing(true, 4);
    expect(shown).toContain('\r\u001b[2KBuilding ...  3 s  12 packages');
    expect(shown).toMatch(/Building: done in 4 s\n$/);
    expect(shown.split('\n')).toHaveLength(2);
  });

  it('sees the failure, and no more progress', async () => {
    const lines: string[] = [];
    await expect(
      withProgress(
        (line) => lines.push(line),
        'Building',
        () => Promise.reject(new Error('broken')),
      ),
    ).rejects.toThrow('broken');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(lines).toEqual([]);
  });
});
