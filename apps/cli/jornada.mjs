#!/usr/bin/env node
// jornada: runs what was built. This file must work before anything is.
import { existsSync } from 'node:fs';

const built = new URL('../../dist/apps/cli/src/main.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built);
  await main();
} else {
  console.error('✗ Jornada is not built yet.\n  Run npm run build (or npm start) in its folder first.');
  process.exitCode = 2;
}
