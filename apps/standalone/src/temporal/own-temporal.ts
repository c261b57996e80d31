import { spawn } from 'node:child_process';
import { closeSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runTool, SetupError } from '../setup';
import { childEnvironment } from '../child-environment';
import { endOf } from '../child-end';
import { lastLines, openLogFile } from '../log-file';
import { type LaunchedTemporal, type TemporalLaunch } from './temporal-launch';
import { findTemporalPorts } from './temporal-ports';

const PORT_TAKEN = 'exit code 3';

/** Starts our own server (apps/temporal) on PostgreSQL, whose databases it makes or brings up to date first. */
export async function launchOwnTemporal(
  program: string,
  launch: TemporalLaunch,
): Promise<LaunchedTemporal | 'port taken'> {
  if (launch.postgres === null) throw new Error('our own Temporal server needs a PostgreSQL');
  const file = path.join(launch.folder, 'temporal.json');
  const ports = await findTemporalPorts(launch.ports);
  const { host, port, user, password } = launch.postgres;
  const config = {
    postgres: {
      ...{
        host,
        port,
        user,
        password,
        database: launch.database,
        visibilityDatabase: `${launch.database}_visibility`,
      },
      ...{ maxConns: 40, maxVisibilityConns: 10 },
    },
    ports: ports.services,
    ui: launch.ui ? { port: ports.ui } : null,
    historyShards: launch.historyShards,
    timeSkippingNamespaces: launch.timeSkippingNamespaces,
    logLevel: 'warn',
    workDir: launch.folder,
    stopWhenStdinCloses: true,
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  await runTool({
    log: launch.log,
    what: "Preparing Temporal's database",
    failed: "Temporal's database could not be prepared",
    command: program,
    args: ['schema', '--config', file],
    env: childEnvironment(),
  });

  const logFile = path.join(launch.folder, 'temporal.log');
  const output = openLogFile(logFile);
  // It watches its stdin itself, and so ends when we do; apart from our group, a Ctrl-C reaches only us.
  const child = spawn(program, ['serve', '--config', file], {
    env: childEnvironment(),
    stdio: ['pipe', 'pipe', output],
    detached: process.platform !== 'win32',
  });
  closeSync(output);
  const ended = endOf(child);
  launch.meanwhile();
  const firstLine = new Promise<'ready'>((resolve) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', () => resolve('ready'));
  });
  const outcome = await Promise.race([firstLine, ended]);
  if (outcome === PORT_TAKEN) return 'port taken';
  if (outcome !== 'ready') {
    throw new SetupError(
      `The Temporal server did not start (${outcome}); its log is ${logFile}.`,
      lastLines(logFile),
    );
  }
  return {
    address: `127.0.0.1:${ports.services.frontend}`,
    uiUrl: launch.ui ? `http://localhost:${ports.ui}` : null,
    logFile,
    child,
    ended,
  };
}
