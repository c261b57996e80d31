// The worker of the control: the same worker with the same settings as Jornada's, for a bare workflow.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '#config';
import { bundleWorkflows, linkNatively, quietRuntime, startWorkers } from '#temporal';
import type { ControlActivities } from './control.workflow';
import { openPoster } from './post-json';
import { required, runUntilTold } from './bench-process';

runUntilTold(async () => {
  const { temporal, databasePool } = readConfig(process.env);
  const { address, namespace } = temporal;
  const sink = openPoster(required('BENCH_SINK'));
  quietRuntime();
  const bundlePath = path.join(required('BENCH_FOLDER'), 'control.bundle.js');
  writeFileSync(bundlePath, await bundleWorkflows(path.join(__dirname, 'control.workflow.js')));
  const link = await linkNatively({ address, namespace, tls: null, apiKey: null });
  const activities: ControlActivities = { act: async (id) => void (await sink.post('/', { id })) };
  const workers = await startWorkers({
    link,
    namespace,
    bundlePath,
    enrollmentActivities: { ...activities },
    // Its second worker has nothing to do, as Jornada's has while nothing is deferred.
    deliveryActivities: { ...activities },
    turnsAtOnce: Math.max(1, databasePool - 4),
    sharesLink: false,
  });
  return async () => {
    await workers.stop();
    await link.close();
    sink.close();
  };
});
