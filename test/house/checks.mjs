import { generated } from './generated.mjs';

/** What `npm test` runs before the specs: a sentence that should be true, and the Node program that judges it. */
export const checks = [
  {
    name: 'is formatted',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  },
  { name: 'lints', args: ['node_modules/oxlint/bin/oxlint', ...folders()] },
  {
    name: 'keeps to its floors',
    args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ...folders()],
  },
  ...generated.map(({ file }) => ({
    name: `${file} is what the code says`,
    args: ['test/house/generated.mjs', 'check', file],
  })),
];

function folders() {
  return ['apps', 'libs', 'workflows', 'test'];
}
