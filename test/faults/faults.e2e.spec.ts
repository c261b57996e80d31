import { built } from '../setup/built';

jest.setTimeout(400_000);

type Program = typeof import('./faults.program');

/** The short form of what `npm run faults` does for long: README.md. */
const ARGUMENTS = ['--kills', '6', '--journeys', '60', '--seed', '2', '--pace', 'short'];

test('everything is killed, paused and restarted at random, workflows are ended by hand, and what Temporal knew is put back: nothing is lost, nothing comes twice', async () => {
  const progress: string[] = [];
  const told: string[] = [];
  // Outside of Jest's module system, as everything that starts servers.
  const { faults } = built<Program>('test/faults/faults.program');
  const exitCode = await faults(ARGUMENTS, {
    log: (line) => void progress.push(line),
    tell: (text) => void told.push(text),
  });
  const last = told.at(-1)?.trimEnd().split('\n').at(-1);
  expect({ exitCode, last, progress }).toMatchObject({
    exitCode: 0,
    last: 'nothing is wrong: 0 lost, 0 twice',
  });
});
