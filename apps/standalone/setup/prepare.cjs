'use strict';
const { join, resolve } = require('node:path');
const build = require('./build.cjs');
const dependencies = require('./dependencies.cjs');
const { waitForLock } = require('./lock.cjs');
const postgresLinks = require('./postgres-links.cjs');
const prismaClient = require('./prisma-client.cjs');
const { SetupError } = require('./tool.cjs');

const OLDEST_NODE = '20.19.0';

/** Each part says from what it finds whether it is done. One that ran is never believed, only looked at. */
const PARTS = [dependencies, postgresLinks, prismaClient, build];

/**
 * Brings a checkout, however fresh, to where it can run. A checkout that is ready costs a fraction of a second.
 * Several may call this at once, from several processes: one works, the others wait.
 * @param log called with lines for whoever waits
 * @throws SetupError
 */
async function prepare({
  log,
  root = resolve(__dirname, '../../..'),
  parts = PARTS,
  node = process.versions.node,
}) {
  checkNode(node);
  if (parts.every((part) => part.isDone(root))) return;
  const lock = await waitForLock(join(root, 'dist', '.setup.lock'), {
    onWait: ({ pid }) => log(`Another start (process ${pid}) is preparing this checkout; waiting for it ...`),
  });
  try {
    for (const part of parts) {
      if (!part.isDone(root)) await part.run(root, { log });
    }
  } finally {
    lock.release();
  }
}

function checkNode(version) {
  const number = (text) => text.split('.').reduce((sum, part) => sum * 1000 + Number.parseInt(part, 10), 0);
  if (number(version) >= number(OLDEST_NODE)) return;
  throw new SetupError(`Jornada needs Node ${OLDEST_NODE} or newer, and this is Node ${version}.`);
}

module.exports = { prepare };
