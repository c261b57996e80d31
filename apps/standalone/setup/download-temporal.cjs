'use strict';
// node download-temporal.cjs FILE: lets Temporal's SDK download the command `temporal`, and puts it at FILE.
// The SDK downloads only what it starts, so it is started, once, on a port of its own.
const { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { TestWorkflowEnvironment } = require('@temporalio/testing');

async function download(file) {
  const folder = mkdtempSync(join(dirname(file), `${basename(file)}-`));
  try {
    const executable = { type: 'cached-download', downloadDir: folder };
    const server = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await server.teardown();
    const [name] = readdirSync(folder);
    chmodSync(join(folder, name), 0o755);
    renameSync(join(folder, name), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

download(process.argv[2]).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
