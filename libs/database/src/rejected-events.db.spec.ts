import { randomUUID } from 'node:crypto';
import { openTestDatabase } from '../../../test/setup/database';
import { addRejectedEvents, createWorkspace, listRejectedEvents, openDatabase, type Database } from './index';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  const test = await openTestDatabase();
  database = openDatabase({ url: test.url, poolSize: 2 });
  close = async () => {
    await database.close();
    await test.close();
  };
});
afterAll(() => close());

const open = async (key: string): Promise<string> => {
  const settings = { name: key, timezone: 'UTC', locale: 'en', from: { name: key, email: 'a@a.example' } };
  return (await createWorkspace(database, { id: randomUUID(), key, ...settings })).id;
};
const rejected = (count: number, code: string) =>
  Array.from({ length: count }, () => ({ code, path: '', reason: 'r', hint: 'h', raw: '{}' }));
const count = (workspaceId: string, code?: string) =>
  database.prisma.rejectedEvent.count({ where: { workspaceId, ...(code === undefined ? {} : { code }) } });

it('A workspace keeps the newest 10,000 rejected events; who floods the debugger pushes out nobody else’s', async () => {
  const [flooded, quiet] = [await open('flooded'), await open('quiet')];
  await addRejectedEvents(database, quiet, rejected(1, 'old'), 1);
  await addRejectedEvents(database, flooded, rejected(300, 'old'), 2);
  await addRejectedEvents(database, flooded, rejected(5_000, 'new'), 3);
  expect(await count(flooded)).toBe(5_300);
  await addRejectedEvents(database, flooded, rejected(5_000, 'new'), 4);
  expect([await count(flooded), await count(flooded, 'new')]).toEqual([10_000, 10_000]);
  await addRejectedEvents(database, flooded, rejected(1, 'newest'), 5);
  const [newest] = await listRejectedEvents(database, flooded, { after: null, limit: 1 });
  expect([newest?.code, await count(quiet)]).toEqual(['newest', 1]);
});

it('A trickle is looked at once in a while', async () => {
  const trickling = await open('trickling');
  await addRejectedEvents(database, trickling, rejected(10_400, 'old'), 1);
  await addRejectedEvents(database, trickling, rejected(450, 'new'), 2);
  expect(await count(trickling)).toBe(10_450);
  await addRejectedEvents(database, trickling, rejected(50, 'new'), 3);
  expect([await count(trickling), await count(trickling, 'new')]).toEqual([10_000, 500]);
});
