// The worker of the textbook: as the SDK starts one when it is told nothing, with a small database of its own.
import { Worker } from '@temporalio/worker';
import { Pool } from 'pg';
import path from 'node:path';
import { evaluate } from '#conditions';
import { readConfig } from '#config';
import { bundleWorkflows, linkNatively, quietRuntime } from '#temporal';
import { compileTemplate, openRenderer } from '#templates';
import { required, runUntilTold } from './bench-process';
import { MESSAGE } from './jornada.contender';
import { openPoster } from './post-json';
import { TEXTBOOK_QUEUE } from './textbook.contender';
import type { Profile, TextbookActivities } from './textbook.workflow';

const SUBSCRIBED = { field: 'profile.subscribed', op: 'eq', value: true } as const;

runUntilTold(async () => {
  const { temporal, databasePool } = readConfig(process.env);
  const { address, namespace } = temporal;
  quietRuntime();
  const sink = openPoster(required('BENCH_SINK'));
  const pool = new Pool({ connectionString: required('BENCH_TEXTBOOK'), max: databasePool });
  const renderer = openRenderer();
  const compilation = await compileTemplate(MESSAGE);
  if (compilation.kind !== 'compiled') throw new Error('the message of the bench does not compile');
  const link = await linkNatively({ address, namespace, tls: null, apiKey: null });
  if (!link.native) throw new Error('a worker needs a native link to Temporal');
  const activities: TextbookActivities = {
    async loadProfile(id) {
      const { rows } = await pool.query<Profile>(
        'SELECT name, email, subscribed FROM profile WHERE id = $1',
        [id],
      );
      const [profile] = rows;
      if (!profile) throw new Error(`there is nobody called ${id}`);
      return profile;
    },
    mayBeSent({ subscribed }, { properties }) {
      const facts = { profile: { subscribed }, event: { ...properties }, trigger: {}, run: {}, steps: {} };
      return Promise.resolve(
        evaluate(SUBSCRIBED, { ...facts, now: Date.now(), zone: 'UTC', counts: {} }).holds,
      );
    },
    async send(profile, { id, properties }) {
      const message = await renderer.render(compilation.compiled, {
        profile: { ...profile },
        event: { ...properties },
      });
      return sink.post('/', { id, to: profile.email, ...message });
    },
    async record(id, what) {
      await pool.query('INSERT INTO log (run, at, what) VALUES ($1, now(), $2)', [id, what]);
    },
  };
  const worker = await Worker.create({
    connection: link.native,
    namespace,
    taskQueue: TEXTBOOK_QUEUE,
    workflowBundle: { code: await bundleWorkflows(path.join(__dirname, 'textbook.workflow.js')) },
    activities,
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await link.close();
    await renderer.close();
    await pool.end();
    sink.close();
  };
});
