import { randomUUID } from 'node:crypto';
import type { HttpFake } from '../../../../test/fakes/http-fake';
import type { Batch, List, Member, Network, Outcome } from '../audiences/networks/network.contract';

/** How the world behind a network can go wrong at the next request. */
export type NetworkTrouble =
  | 'it has too much to do'
  | 'it has no time'
  | 'it breaks off, having done it'
  | 'it breaks off, having done nothing'
  | 'nobody is there'
  | 'it never answers'
  | 'it does not let us in'
  | 'there is no such list';

/** An adapter and the world behind it, for one spec. */
export interface NetworkRig {
  readonly network: Network;
  readonly list: List;
  /** Whom the list holds: hashes with a space between, in order. */
  holds(): readonly string[];
  /** The network cannot read who is known by this hash. */
  cannotRead(hash: string): void;
  /** The service behind it, which goes wrong when it is told to. */
  readonly fake: Pick<HttpFake, 'misbehave' | 'stop'>;
  /** By what it says how long it wants to be left alone; nothing where it does not. */
  readonly limit?: Readonly<Record<string, string>>;
  /** A list that is not there. */
  readonly nowhere: List;
  /** Lets nobody in any more. */
  keepOut(): void;
  /** What comes before the first batch: it is the batch that is to go wrong. */
  warmUp?(): Promise<unknown>;
  close(): Promise<void>;
}

/** Makes the next request go wrong so. @returns the list that it is about */
async function makeTrouble(rig: NetworkRig, trouble: NetworkTrouble): Promise<List> {
  const { fake, list, limit } = rig;
  await rig.warmUp?.();
  switch (trouble) {
    case 'it has too much to do':
      fake.misbehave({ kind: 'answer', status: 429, accepted: false, ...(limit && { headers: limit }) });
      break;
    case 'it has no time':
      fake.misbehave({ kind: 'answer', status: 503, accepted: false });
      break;
    case 'it breaks off, having done it':
    case 'it breaks off, having done nothing':
      fake.misbehave({ kind: 'reset', accepted: trouble.endsWith('it') });
      break;
    case 'it never answers':
      fake.misbehave({ kind: 'hang' });
      break;
    case 'it does not let us in':
      rig.keepOut();
      break;
    case 'there is no such list':
      return rig.nowhere;
    case 'nobody is there':
      await fake.stop();
  }
  return list;
}

const dueAfter: Readonly<Record<NetworkTrouble, Outcome['kind']>> = {
  'it has too much to do': 'later',
  'it has no time': 'later',
  'it breaks off, having done it': 'later',
  'it breaks off, having done nothing': 'later',
  'nobody is there': 'later',
  'it never answers': 'later',
  'it does not let us in': 'stopped',
  'there is no such list': 'stopped',
};

/** Somebody's patience (ms). */
const [PATIENCE, PATIENT] = [300, 10_000];

/** What every adapter keeps to. @param open opens a rig that nothing has happened to */
export function describeNetwork(name: string, open: () => Promise<NetworkRig>): void {
  describe(`${name}, as a network`, () => {
    let rig: NetworkRig;
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.close());

    const somebody = (email: string | null, phone: string | null = null): Member => {
      const identity = rig.network.identify({ email, phone });
      if (!identity) throw new Error('nobody');
      return { id: randomUUID(), ...identity };
    };
    const batchOf = (does: Batch['does'], ...members: readonly Member[]): Batch => ({
      ...{ id: randomUUID(), does, members },
    });
    /** What a batch comes to in the end. */
    const put = async (batch: Batch, list = rig.list, patience = PATIENT): Promise<Outcome> => {
      let outcome = await rig.network.put(list, batch, AbortSignal.timeout(patience));
      while (outcome.kind === 'working')
        outcome = await rig.network.ask(list, outcome.receipt, AbortSignal.timeout(patience));
      return outcome;
    };
    const known = (...members: readonly Member[]): readonly string[] =>
      members.map(({ email, phone }) => [email, phone].filter((one) => one !== null).join(' ')).toSorted();

    test('knows people by hashes of 64 hexadecimal digits, however they write their addresses', () => {
      const [one, same] = [
        somebody(' Ana@Example.COM', '+55 (11) 91234-5678'),
        somebody('ana@example.com ', '+5511912345678'),
      ];
      expect(one).toMatchObject({
        email: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        phone: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
      expect(known(one)).toEqual(known(same));
    });

    test('puts people in and takes them out, each as often as it likes', async () => {
      const [ana, bia] = [somebody('ana@example.com', '+5511912345678'), somebody('bia@example.com')];
      const both = batchOf('add', ana, bia);
      expect([await put(both), await put(both)]).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
      expect(rig.holds()).toEqual(known(ana, bia));
      const out = batchOf('remove', ana);
      expect([await put(out), await put(out)]).toMatchObject([{ kind: 'done' }, { kind: 'done' }]);
      expect(rig.holds()).toEqual(known(bia));
    });

    test('takes as many at once as it says', async () => {
      const people = Array.from({ length: rig.network.most }, (_, at) => somebody(`${at}@example.com`));
      expect(await put(batchOf('add', ...people))).toMatchObject({ kind: 'done' });
      expect(rig.holds()).toHaveLength(rig.network.most);
    });

    test('refuses a batch with somebody whom it cannot read', async () => {
      const [ana, bia] = [somebody('ana@example.com'), somebody('bia@example.com')];
      rig.cannotRead(bia.email ?? '');
      const refused = await put(batchOf('add', ana, bia));
      expect(refused).toMatchObject({ kind: 'refused', code: expect.any(String) as string });
      expect(rig.holds()).not.toContain(bia.email);
      expect(await put(batchOf('add', ana))).toMatchObject({ kind: 'done' });
    });

    test.each(Object.entries(dueAfter) as [NetworkTrouble, Outcome['kind']][])(
      'when %s, the outcome is: %s',
      async (trouble, due) => {
        const ana = somebody('ana@example.com');
        const list = await makeTrouble(rig, trouble);
        const begun = Date.now();
        const patience = trouble === 'it never answers' ? PATIENCE : PATIENT;
        const outcome = await put(batchOf('add', ana), list, patience);
        expect(outcome.kind).toBe(due);
        const told = JSON.stringify(outcome);
        for (const secret of [ana.email, '@', ...Object.values(list.secrets)])
          expect(told).not.toContain(secret);
        if (trouble === 'it has too much to do')
          expect('retryAt' in outcome ? outcome.retryAt : null).toBeGreaterThan(begun + 20_000);
      },
    );
  });
}
