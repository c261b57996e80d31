import { inFull } from '../../../test/setup/in-full';
import { openWithdrawals, WITHDRAWALS, type Outcomes, type Withdrawal } from './testing/withdrawals';

/** Interleavings; PROOF=full shows it in the number that was promised. */
const MANY = inFull ? 10_000 : 500;
const AT_ONCE = 40;

jest.setTimeout(1_800_000);

type Race = (kinds: readonly Withdrawal[]) => Promise<Outcomes>;

/** Races until so many people have, or something went wrong. */
async function raceAll(race: Race, kinds: readonly Withdrawal[], most: number): Promise<Outcomes> {
  const all = { before: 0, never: 0, after: [] as string[] };
  while (all.before + all.never < most && all.after.length === 0) {
    // In turns, so that each is raced against both sorts of claims.
    const batch = Array.from({ length: AT_ONCE }, (_, n) => kinds[(n >> 1) % kinds.length] ?? 'deny');
    const { before, never, after } = await race(batch);
    all.before += before;
    all.never += never;
    all.after.push(...after);
  }
  return all;
}

describe('people say no while their messages are being claimed', () => {
  test(`${MANY} times: nothing is claimed after it was acknowledged`, async () => {
    const { race, close } = await openWithdrawals();
    const { before, never, after } = await raceAll(race, WITHDRAWALS, MANY);
    await close();
    expect(after).toEqual([]);
    // It was a race: neither side always came first.
    expect(Math.min(before, never)).toBeGreaterThan(MANY / 20);
  });

  test('this would be seen: where a consent does not bump the version, a turn claims after it', async () => {
    const { race, close } = await openWithdrawals((statement) =>
      statement.name === 'write-consents'
        ? { ...statement, text: statement.text.replace('version = version + 1', 'version = version') }
        : statement,
    );
    const { after } = await raceAll(race, ['deny'], 2_000);
    await close();
    expect(after).toContain('deny: 1 claimed after it was acknowledged');
  });
});
