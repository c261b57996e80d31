const sources = ['apps', 'libs', 'workflows', 'test'];

/** What `npm test` runs before the specs: what should be true, and the Node program that judges it. */
export const checks = [
  {
    name: 'is formatted',
    args: [
      ...['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn'],
      ...['--cache', '--cache-strategy=content', '.'],
    ],
  },
  { name: 'lints', args: ['node_modules/oxlint/bin/oxlint', ...sources] },
  {
    name: 'keeps to its floors',
    args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ...sources],
  },
  {
    name: 'docs/openapi.json is what the code says',
    args: ['dist/apps/api/src/write-openapi.js', '--check'],
  },
  {
    name: 'docs/journey.schema.json is what the code says',
    args: ['dist/apps/cli/src/write-journey-schema.js', '--check'],
  },
];
