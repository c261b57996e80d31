import { closeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SetupError, spawnGuarded } from '../setup';
import { childEnvironment } from '../child-environment';
import { end, endOf } from '../child-end';
import { lastLines, openLogFile } from '../log-file';
import { isServing } from './is-serving';
import { type LaunchedTemporal, type TemporalLaunch } from './temporal-launch';
import { findTemporalPorts } from './temporal-ports';

const READY_WITHIN_MS = 60_000;

/** What our own server sets too (apps/temporal/engine.go), where this one knows it. */
const SETTINGS = [
  'history.timerProcessorMaxTimeShift="50ms"',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  'system.enableActivityEagerExecution=true',
  'system.enableEagerWorkflowStart=true',
  'frontend.enableServerVersionCheck=false',
];

/** Starts the server in the command `temporal`, with its data in a file of its own. */
export async function launchCommandTemporal(
  program: string,
  launch: TemporalLaunch,
): Promise<LaunchedTemporal | 'port taken'> {
  const { services, ui } = await findTemporalPorts(launch.ports);
  const settings = [...SETTINGS];
  // It takes no setting for one namespace, so only a server for tests gets this one.
  if (launch.timeSkippingNamespaces.length > 0) settings.push('frontend.WorkflowTimeSkippingEnabled=true');
  const logFile = path.join(launch.folder, 'temporal.log');
  const output = openLogFile(logFile);
  const child = spawnGuarded(
    program,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(services.frontend)],
      ...(launch.ui ? ['--ui-ip', '127.0.0.1', '--ui-port', String(ui)] : ['--headless']),
      ...['--db-filename', path.join(launch.folder, 'temporal.db'), '--log-level', 'warn'],
      ...settings.flatMap((setting) => ['--dynamic-config-value', setting]),
    ],
    { env: childEnvironment(), cwd: launch.folder, stdio: ['pipe', output, output] },
  );
  closeSync(output);
  const ended = endOf(child);
  launch.meanwhile();
  const address = `127.0.0.1:${services.frontend}`;
  const outcome = await untilServing(address, ended);
  if (outcome !== 'serving') {
    await end(child, ended, 5_000);
    const said = lastLines(logFile);
    if (/address already in use|already in use/i.test(said)) return 'port taken';
    throw new SetupError(
      `\`${program} server start-dev\` did not start (${outcome}); its log is ${logFile}.`,
      said,
    );
  }
  return { address, uiUrl: launch.ui ? `http://localhost:${ui}` : null, logFile, child, ended };
}

async function untilServing(address: string, ended: Promise<string>): Promise<string> {
  let how: string | null = null;
  ended.then(
    (text) => (how = text),
    () => undefined,
  );
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(50)) {
    if (await isServing(address)) return 'serving';
    if (how !== null) return how;
  }
  return 'not ready in time';
}
