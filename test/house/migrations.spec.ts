import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brokenRules } from './migration-rules';

const folder = path.join(__dirname, '../../prisma/migrations');

/** Before this one nobody had data that could be locked. */
const FIRST = '20261122114000';

const migrations = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name >= FIRST)
  .map(({ name }) => [name, readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')] as const);

describe('A migration locks nobody out', () => {
  test.each(migrations)('%s', (_, script) => {
    expect(brokenRules(script)).toEqual([]);
  });
});

describe('The rules of migrations', () => {
  test.each([
    'CREATE TABLE "new" ("id" UUID NOT NULL); CREATE INDEX "new_id" ON "new" ("id"); ALTER TABLE "new" ADD CONSTRAINT f FOREIGN KEY ("id") REFERENCES "send"("id")',
    '-- Because.\nCREATE INDEX CONCURRENTLY "hit_at" ON "hit" ("at")',
    'ALTER TABLE "send" ADD COLUMN "note" TEXT',
    `ALTER TABLE "send" ADD COLUMN "note" TEXT NOT NULL DEFAULT ''`,
    'ALTER TABLE "send" ADD COLUMN "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP',
    'ALTER TABLE "send" ADD CONSTRAINT "c" CHECK (attempt >= 0) NOT VALID',
    'ALTER TABLE "send" ADD CONSTRAINT "u" UNIQUE USING INDEX "send_nonce"',
    '-- unused since 0.2\nALTER TABLE "send" DROP COLUMN "nonce"',
    'ALTER TABLE "send" ALTER COLUMN "note" SET DEFAULT 1',
  ])('let pass: %s', (script) => {
    expect(brokenRules(script)).toEqual([]);
  });

  test.each([
    ['CREATE INDEX "send_at" ON "send" ("at")', 'CONCURRENTLY'],
    [
      'CREATE INDEX CONCURRENTLY "send_at" ON "send" ("at"); ALTER TABLE "send" ADD COLUMN "n" INT',
      'CONCURRENTLY',
    ],
    ['ALTER TABLE "send" ADD COLUMN "n" INT NOT NULL', 'constant default'],
    ['ALTER TABLE "send" ADD COLUMN "n" UUID DEFAULT gen_random_uuid()', 'rewrites'],
    ['ALTER TABLE "send" ALTER COLUMN "n" SET DATA TYPE BIGINT', 'rewrites'],
    ['ALTER TABLE "send" ALTER COLUMN "n" SET NOT NULL', 'NOT NULL'],
    ['ALTER TABLE "send" ADD CONSTRAINT f FOREIGN KEY ("id") REFERENCES "hit"("id")', 'NOT VALID'],
    ['ALTER TABLE "send" ADD CONSTRAINT u UNIQUE ("nonce")', 'USING INDEX'],
    ['ALTER TABLE "send" DROP COLUMN "nonce"', 'dropped'],
    ['ALTER TABLE "send" RENAME COLUMN "nonce" TO "once"', 'renamed'],
    ['DROP TABLE "send"', 'dropped'],
    [`UPDATE "send" SET "state" = 'PLANNED'`, 'bit by bit'],
  ])('refuse: %s', (script, why) => {
    expect(brokenRules(script)).toEqual([expect.stringContaining(why)]);
  });
});
