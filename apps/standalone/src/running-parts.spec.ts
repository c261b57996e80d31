import { type RunningPart, RunningParts, StoppedEarly } from './running-parts';

let happened: string[];
let log: string[];
let parts: RunningParts;

beforeEach(() => {
  [happened, log] = [[], []];
  parts = new RunningParts(
    (line) => log.push(line),
    (sentence) => happened.push(sentence),
  );
});

const part = (name: string, more: Partial<RunningPart> = {}): RunningPart => ({
  stop: () => void happened.push(`stop ${name}`),
  kill: () => void happened.push(`kill ${name}`),
  ...more,
});

describe('a stack of parts', () => {
  it('is stopped in reverse', async () => {
    for (const name of ['a', 'b', 'c']) await parts.start(name, () => part(name));
    await parts.stop();
    expect(happened).toEqual(['stop c', 'stop b', 'stop a']);
  });

  it('is stopped once, however often it is told', async () => {
    await parts.start('a', () => part('a'));
    await Promise.all([parts.stop(), parts.stop()]);
    await parts.stop();
    expect(happened).toEqual(['stop a']);
  });

  it('is stopped as far as it came where a part does not start', async () => {
    await parts.start('a', () => part('a'));
    const broken = parts.start('b', () => Promise.reject(new Error('no')));
    await expect(broken).rejects.toThrow('no');
    await parts.stop();
    expect(happened).toEqual(['stop a']);
  });

  it('waits for what is still starting, and stops it too', async () => {
    await parts.start('a', () => part('a'));
    let goOn: (part: RunningPart) => void = () => undefined;
    const starting = parts.start('b', () => new Promise<RunningPart>((resolve) => (goOn = resolve)));
    const stopping = parts.stop();
    goOn(part('b'));
    await expect(starting).rejects.toThrow(StoppedEarly);
    await stopping;
    expect(happened).toEqual(['stop b', 'stop a']);
  });

  it('lets what takes long give up', async () => {
    const long = parts.during(
      (signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
    );
    const stopping = parts.stop();
    await expect(long).rejects.toThrow(StoppedEarly);
    await expect(stopping).resolves.toBeUndefined();
  });

  it('starts nothing after it was told to stop', async () => {
    await parts.stop();
    await expect(parts.start('late', () => part('late'))).rejects.toThrow(StoppedEarly);
    expect(happened).toEqual([]);
  });

  it('goes on stopping where a part cannot, which is then ended rudely', async () => {
    await parts.start('a', () => part('a'));
    await parts.start('b', () => part('b', { stop: () => Promise.reject(new Error('stuck')) }));
    await parts.stop();
    expect(happened).toEqual(['kill b', 'stop a']);
    expect(log).toEqual(['B did not stop in order: stuck']);
  });

  it('can be ended at once, in reverse', async () => {
    for (const name of ['a', 'b']) await parts.start(name, () => part(name));
    parts.kill();
    expect(happened).toEqual(['kill b', 'kill a']);
  });

  it('tells which part ended by itself, but not which ended because it was told to', async () => {
    let end: (how: string) => void = () => undefined;
    await parts.start('a', () =>
      part('a', { logFile: '/a.log', ended: new Promise((resolve) => (end = resolve)) }),
    );
    let endToo: (how: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => (endToo = resolve));
    await parts.start('b', () => part('b', { ended, stop: () => endToo('exit code 0') }));
    end('SIGKILL');
    await parts.during(() => Promise.resolve());
    expect(happened).toEqual(['A has ended by itself (SIGKILL); its log is /a.log.']);
    await parts.stop();
    expect(happened).toEqual(['A has ended by itself (SIGKILL); its log is /a.log.', 'stop a']);
  });
});
