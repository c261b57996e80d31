const { existsSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { join } = require('node:path');

/** Packages that are ES modules only: Jest's `require` cannot load them as they are (Node's can). */
const esModules = [
  '@nestjs',
  '@noble/hashes',
  '@prisma/schema-engine-wasm',
  'cookie',
  'temporal-polyfill',
  'temporal-utils',
];

const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2023',
      parser,
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type: 'commonjs' },
  },
];

const everywhere = {
  rootDir: __dirname,
  roots: ['apps', 'libs', 'workflows', 'test'].map((name) => join(__dirname, name)).filter(existsSync),
  testEnvironment: 'node',
  // `#name` is resolved by package.json "imports": with `source` to the TypeScript, not to dist/.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json'],
  transform: {
    '[.]ts$': swc({ syntax: 'typescript', decorators: true }),
    '[.][cm]?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`, `${__dirname}/dist/`],
  restoreMocks: true,
};

const floor0 = join(__dirname, 'libs/(conditions|journey|gate|faults)/');
const needsServers = '[.](db|http|e2e)[.]spec[.]ts$';

/**
 * What a spec needs is in its name: `*.spec.ts` nothing, `*.db.spec.ts` and `*.http.spec.ts` PostgreSQL,
 * `*.e2e.spec.ts` PostgreSQL and Temporal. Servers are started only when such a spec is among those that run.
 */
module.exports = {
  // Not a measure of speed: when a spec that hangs is given up.
  testTimeout: 60_000,
  // Stories of the whole stack bring servers along: more than two at once is more than one PostgreSQL serves.
  maxWorkers: Math.min(2, availableParallelism()),
  testSequencer: join(__dirname, 'test/setup/stories-first.cjs'),
  cacheDirectory: join(__dirname, 'node_modules/.cache/jest'),
  projects: [
    {
      ...everywhere,
      displayName: 'pure',
      testRegex: `^${floor0}.*[.]spec[.]ts$`,
      testPathIgnorePatterns: [needsServers],
    },
    { ...everywhere, displayName: 'house', testMatch: ['<rootDir>/test/house/**/*.spec.ts'] },
    {
      ...everywhere,
      displayName: 'units',
      testMatch: [
        '<rootDir>/{apps,libs,workflows,test/setup,test/fakes,test/fixtures,test/bench,test/faults}/**/*.spec.ts',
      ],
      testPathIgnorePatterns: [`^${floor0}`, needsServers],
    },
    {
      ...everywhere,
      displayName: 'replay',
      testMatch: ['<rootDir>/test/replay/**/*.spec.ts'],
      testPathIgnorePatterns: [needsServers],
    },
    {
      ...everywhere,
      displayName: 'database',
      testMatch: ['**/*.db.spec.ts', '**/*.http.spec.ts'],
      globalSetup: '<rootDir>/test/setup/start-postgres.ts',
      globalTeardown: '<rootDir>/test/setup/stop-servers.ts',
    },
    {
      ...everywhere,
      displayName: 'e2e',
      testMatch: ['**/*.e2e.spec.ts'],
      globalSetup: '<rootDir>/test/setup/start-stack.ts',
      globalTeardown: '<rootDir>/test/setup/stop-servers.ts',
    },
  ],
};
