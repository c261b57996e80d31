// Build step: writes the workflow bundle that workers load, beside the built sources.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflows } from '#temporal';
import { bundlePath } from './bundle-path';

async function main(): Promise<void> {
  const code = await bundleWorkflows(
    path.join(__dirname, '..', '..', '..', 'workflows', 'enrollment.workflow.js'),
  );
  await writeFile(bundlePath(), code);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
