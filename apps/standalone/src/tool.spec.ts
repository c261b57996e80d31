import { runTool, SetupError } from './setup';

const quiet = (): void => undefined;

describe('a tool', () => {
  const run = (lines: string, signal?: AbortSignal): Promise<void> =>
    runTool({
      ...{
        log: quiet,
        what: 'Trying',
        failed: 'The try failed',
        command: process.execPath,
        args: ['-e', lines],
      },
      ...(signal ? { signal } : {}),
    });

  it('that ends well says nothing', async () => {
    await expect(run('console.log(1)')).resolves.toBeUndefined();
  });

  it('that fails is one sentence, and the end of what it said', async () => {
    const failure = await failureOf(
      run(`for (let i = 1; i <= 100; i++) console.error('line ' + i); process.exit(9)`),
    );
    expect(failure.message).toBe('The try failed (exit code 9).');
    expect(failure.output.split('\n')).toHaveLength(20);
    expect(failure.output).toMatch(/^line 81\n[^]*line 100$/);
  });

  it('that is not there is one sentence too', async () => {
    const tool = { log: quiet, what: 'Trying', failed: 'The try failed', command: '/no/such/tool', args: [] };
    expect((await failureOf(runTool(tool))).message).toBe('The try failed (exit code 127).');
  });

  it('can be given up', async () => {
    const giveUp = new AbortController();
    const failure = failureOf(run('setInterval(() => {}, 1e6)', giveUp.signal));
    giveUp.abort();
    expect((await failure).message).toMatch(/^The try failed \(.+\)\.$/);
  });

  it('is not even begun after it was given up', async () => {
    await expect(run('process.exit(1)', AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

async function failureOf(work: Promise<void>): Promise<SetupError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
