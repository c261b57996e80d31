// Faults at every failpoint, against a SendGrid that fails in every way: see README.md beside this folder.
//   node dist/test/faults/sends/run.js [faults of each kind] [seed]
import { randomUUID } from 'node:crypto';
import { readSendgridReports, sweepLedger } from '#delivery';
import { takeReports } from '#enrollments';
import { event, mailAtOnce, openStage, type Stage } from '#enrollments/testing';
import { openFakeSendgrid, type FakeSendgrid } from '../../fakes/sendgrid/fake-sendgrid';
import { soon } from '../../e2e/soon';
import { adminUrlVariable, templateDatabase } from '../../setup/database';
import { account } from './accounts';
import { ANSWERS, castFates, type Answer, type Fate } from './fates';
import { openOwnPostgres, type OwnPostgres } from './own-postgres';
import { openSender, type Errand, type Sender } from './sender';

const [EACH = 1_000, SEED = 20_261_122] = process.argv.slice(2).map(Number);

/** How many of each kind are struck at once. */
const AT_ONCE = 50;

/** Every fifth time, PostgreSQL is killed instead of who sends. */
const POSTGRES_EVERY = 5;

const HOUR = 3_600_000;

/** A workspace of its own database, and whether SendGrid reports to it what it has taken. */
interface Side {
  readonly stage: Stage;
  readonly place: number;
  readonly isReported: boolean;
  readonly runs: string[];
}

interface Scene {
  readonly postgres: OwnPostgres;
  readonly fake: FakeSendgrid;
  readonly sides: readonly Side[];
  readonly sender: Sender;
  /** What first requests come to, by address. */
  readonly answers: Map<string, Answer>;
  /** How many mails were looked at for reports. */
  seen: number;
  readonly struck: Map<string, number>;
}

async function main(): Promise<void> {
  const begun = Date.now();
  const scene = await setUp();
  try {
    for (let round = 0; round * AT_ONCE < EACH; round++) {
      await strike(scene, round);
      say(`${(round + 1) * AT_ONCE} of each`, begun);
    }
    await bringToEnd(scene);
    const ends = await Promise.all(
      scene.sides.map(({ stage, runs, isReported }) => account(stage, runs, scene.fake.taken, isReported)),
    );
    const shown = {
      seed: SEED,
      struck: Object.fromEntries(scene.struck),
      reported: ends[0],
      silent: ends[1],
    };
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    if (ends.some((end) => end.faults.length > 0)) process.exitCode = 1;
  } finally {
    await scene.sender.stop();
    for (const { stage } of scene.sides) await stage.close().catch(() => undefined);
    await scene.fake.close();
    await scene.postgres.close();
  }
}

async function setUp(): Promise<Scene> {
  const postgres = await openOwnPostgres();
  process.env[adminUrlVariable] = postgres.url('postgres');
  await postgres.database(templateDatabase);
  const answers = new Map<string, Answer>();
  const fake = await openFakeSendgrid({
    verified: ['stage@example.com'],
    faultOf(mail) {
      const to = String(mail.personalizations?.[0]?.to?.[0]?.email);
      const answer = answers.get(to);
      answers.delete(to);
      return answer === undefined ? null : ANSWERS[answer];
    },
  });
  const sides = [await openSide(0, true), await openSide(1, false)];
  const stages = sides.map(({ stage: { url, workspaceId } }) => ({ url, workspaceId }));
  const sender = await openSender({ stages, apiKey: fake.apiKey, baseUrl: fake.url });
  return { ...{ postgres, fake, sides, sender, answers }, seen: 0, struck: new Map() };
}

async function openSide(place: number, isReported: boolean): Promise<Side> {
  const stage = await openStage();
  await stage.publish(mailAtOnce);
  return { stage, place, isReported, runs: [] };
}

/** One round: people come, each meets their fate, and then everything goes on as it can. */
async function strike(scene: Scene, round: number): Promise<void> {
  const { sender, postgres, sides, struck } = scene;
  const fates = castFates(AT_ONCE, `${SEED} ${round}`);
  const errands = (
    await Promise.all(
      sides.map((side) =>
        begin(
          scene,
          side,
          fates.filter((_, at) => at % sides.length === side.place),
        ),
      ),
    )
  ).flat();
  // To come to a later claim, a send must have been refused a first one, and its time must have come again.
  const later = errands.filter(({ heldAt }) => heldAt === 'before-claim');
  await sender.work(later.map((errand) => ({ ...errand, heldAt: null })));
  for (const { stage } of sides) await letTimePass(stage);
  const held = await sender.work(errands);
  const victim = round % POSTGRES_EVERY === 1 ? 'PostgreSQL' : 'sender';
  for (const at of held.values()) count(struck, `${victim} killed ${at}`);
  for (const { answer } of fates) if (answer) count(struck, `SendGrid: ${answer}`);
  if (victim === 'sender') await sender.kill();
  else {
    await postgres.kill();
    await postgres.start();
    await sender.release();
    await answering(sides);
  }
  await goOn(scene);
}

/** People who are about to be written to, by fate. */
async function begin(
  { answers }: Scene,
  { stage, place, runs }: Side,
  fates: readonly Fate[],
): Promise<readonly Errand[]> {
  const errands: Errand[] = [];
  for (let from = 0; from < fates.length; from += 50) {
    const some = fates.slice(from, from + 50).map((fate) => ({ fate, userId: `person-${randomUUID()}` }));
    await stage.record(...some.map(({ userId }) => ({ userId, traits: { email: `${userId}@example.com` } })));
    const recorded = await stage.record(...some.map(({ userId }) => event('Cart Updated', {}, { userId })));
    some.forEach(({ fate, userId }, at) => {
      const [enrollmentId = ''] = recorded[at]?.began ?? [];
      runs.push(enrollmentId);
      if (fate.answer) answers.set(`${userId}@example.com`, fate.answer);
      errands.push({ place, enrollmentId, heldAt: fate.heldAt });
    });
  }
  return errands;
}

/** Reports come, time passes, and whoever can go on does. */
async function goOn(scene: Scene): Promise<void> {
  for (let again = 0; again < 3; again++) {
    await report(scene);
    const errands: Errand[] = [];
    for (const { stage, place } of scene.sides) {
      await letTimePass(stage);
      const { pool } = stage.database;
      await sweepLedger({ ...stage.delivery, evidenceAfter: 0 }, 100_000, Date.now());
      const { rows } = await pool.query<{ id: string }>(
        `SELECT e.id FROM enrollment e LEFT JOIN send s ON s.enrollment_id = e.id
          WHERE e.state = 'active' AND s.state IS DISTINCT FROM 'UNKNOWN'`,
      );
      errands.push(...rows.map(({ id: enrollmentId }) => ({ place, enrollmentId, heldAt: null })));
    }
    if (errands.length === 0) return;
    await scene.sender.work(errands);
  }
}

/** While nobody is under way, all leases end, and all instants to try again come. */
async function letTimePass({ database: { pool } }: Stage): Promise<void> {
  await pool.query(`UPDATE send SET lease_until = now() - interval '1 second' WHERE state = 'CLAIMED'`);
  await pool.query(`UPDATE send SET retry_at = now() - interval '1 second' WHERE state = 'PLANNED'`);
}

/** SendGrid reports what it has taken since, to who listens: in no order, and all of it twice. */
async function report(scene: Scene): Promise<void> {
  const { fake, sides } = scene;
  const { length } = fake.taken;
  const fresh = fake.taken.slice(scene.seen, length);
  scene.seen = length;
  for (const { stage, isReported } of sides) {
    if (!isReported) continue;
    const events = fresh.flatMap((mail) => [fake.event(mail, 'delivered'), fake.event(mail, 'processed')]);
    const reports = readSendgridReports(Buffer.from(JSON.stringify(events.toReversed()))) ?? [];
    await takeReports(stage.engine, stage.workspaceId, reports, Date.now());
    await takeReports(stage.engine, stage.workspaceId, reports, Date.now());
  }
}

/** Others are written to later, which proves what was never taken; a day passes. */
async function bringToEnd(scene: Scene): Promise<void> {
  for (let again = 0; again < 3; again++) {
    for (const side of scene.sides) {
      await scene.sender.work(await begin(scene, side, [{ heldAt: null, answer: null }]));
    }
    await goOn(scene);
  }
  for (const { stage, runs } of scene.sides) {
    await sweepLedger(stage.delivery, 100_000, Date.now() + 25 * HOUR);
    for (const id of runs)
      if ((await stage.stateOf(id)) === 'active') await stage.advance(id, Date.now() + 26 * HOUR);
  }
}

async function answering(sides: readonly Side[]): Promise<void> {
  for (const { stage } of sides)
    await soon('PostgreSQL answers', async () => {
      await Promise.all(Array.from({ length: 40 }, () => stage.database.pool.query('SELECT 1')));
      return true;
    });
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function say(what: string, since: number): void {
  process.stderr.write(`${what}, after ${Math.round((Date.now() - since) / 1_000)} s\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
