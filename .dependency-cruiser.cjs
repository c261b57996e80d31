// The floors of the house, checked. Rule names are sentences: a broken one reads as what is wrong.
// Add an arrow to a table below only on purpose: it is a decision about the house.

const floor0 = ['conditions', 'journey', 'gate', 'faults'];
const floor1 = ['config', 'database', 'temporal', 'templates', 'links', 'telemetry'];

/** Which libs of its own floor each lib of the application may import. What is below it, it may always. */
const arrowsOfFloor2 = {
  ingest: ['enrollments', 'workspaces'],
  journeys: ['enrollments', 'profiles', 'workspaces', 'content'],
  enrollments: ['delivery', 'profiles', 'workspaces'],
  delivery: ['workspaces', 'content'],
  content: [],
  profiles: ['workspaces'],
  workspaces: [],
};
const floor2 = Object.keys(arrowsOfFloor2);

/** What floor 0 may take from npm, apart from zod, which is for its schemas. */
const librariesOfFloor0 = ['re2js', '@noble/hashes', 'temporal-polyfill'];

const oneOf = (names) => `(${names.join('|')})`;
const libs = (...names) => `^libs/${oneOf(names)}/`;
const npm = (...names) => `(^|/)node_modules/${oneOf(names)}/`;
const specs = '[.]spec[.]ts$';
const tests = ['^test/', specs, '/testing/'];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const floorsPointDown = [
  {
    name: 'floors point down: floor 1 reaches floor 0 only, and its libs do not meet',
    from: { path: libs(...floor1), pathNot: tests },
    to: {
      path: '^(libs|workflows|apps)/',
      pathNot: ['^libs/$1/', libs(...floor0), '^workflows/contract[.]ts$'],
    },
  },
  ...floor2.map((lib) => ({
    name: `floors point down: libs/${lib} reaches floors 0 and 1${arrowsOfFloor2[lib].map((to) => `, ${to}`).join('')}`,
    from: { path: libs(lib), pathNot: tests },
    to: {
      path: '^(libs|workflows|apps)/',
      pathNot: libs(lib, ...arrowsOfFloor2[lib], ...floor0, ...floor1),
    },
  })),
  {
    name: 'floors point down: a new lib is given its floor',
    from: {},
    to: { path: '^libs/', pathNot: libs(...floor0, ...floor1, ...floor2) },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const floor0IsPure = [
  {
    name: 'floor 0 reaches only floor 0 and the libraries named for it',
    from: { path: libs(...floor0), pathNot: tests },
    to: { pathNot: [libs(...floor0), npm(...librariesOfFloor0, 'zod')] },
  },
  {
    name: 'floor 0 runs zod in its schemas only',
    from: { path: libs(...floor0), pathNot: ['[.]schema[.]ts$', ...tests] },
    to: { path: npm('zod'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'specs of floor 0 need nothing above floor 0',
    from: { path: libs(...floor0) },
    to: { path: '^(libs|workflows|apps|test)/', pathNot: libs(...floor0) },
  },
  {
    name: 'semantics import schemas type-only',
    from: { path: '[.]semantics[.]ts$' },
    to: { path: '[.]schema[.]ts$', dependencyTypesNot: ['type-only'] },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const workflowsAreDeterministic = [
  {
    name: 'workflows reach only workflows, floor 0 and @temporalio/workflow or common',
    from: { path: '^workflows/', pathNot: tests },
    to: { pathNot: ['^workflows/', libs(...floor0), npm('@temporalio/workflow', '@temporalio/common')] },
  },
  {
    name: 'workflows take nothing but types from floor 0',
    from: { path: '^workflows/', pathNot: tests },
    to: { path: libs(...floor0), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'libs/temporal knows of workflows only their contract',
    from: { path: libs('temporal'), pathNot: tests },
    to: { path: '^workflows/', pathNot: '^workflows/contract[.]ts$' },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const appsStandAlone = [
  {
    name: 'apps do not meet',
    from: { path: '^apps/([^/]+)/', pathNot: ['^apps/standalone/', ...tests] },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'standalone starts the api and the worker, nothing else',
    from: { path: '^apps/standalone/', pathNot: tests },
    to: { path: '^apps/', pathNot: '^apps/(standalone|api|worker)/' },
  },
  {
    name: 'nobody imports an app',
    from: { pathNot: ['^apps/', ...tests] },
    to: { path: '^apps/' },
  },
  {
    name: 'the command line is a client: HTTP and floor 0',
    from: { path: '^apps/cli/', pathNot: tests },
    to: { path: '^(libs|workflows|apps)/', pathNot: ['^apps/cli/', libs(...floor0)] },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const oneDoorEach = [
  {
    name: 'one door to SQL: only libs/database imports pg and Prisma',
    from: { pathNot: [libs('database'), '^test/'] },
    to: { path: [npm('pg', 'pg-[^/]+', '@prisma/[^/]+', 'prisma'), '^libs/database/src/generated/'] },
  },
  {
    name: 'one door to the engine: only libs/temporal imports @temporalio/client and worker',
    // setup/ is what must work before anything is built; it may download a server by the SDK's own means.
    from: { pathNot: [libs('temporal'), '^apps/standalone/setup/', '^test/'] },
    to: { path: npm('@temporalio/(client|worker|testing|proto|core-bridge|nexus)') },
  },
  {
    name: 'one door to rendering: only libs/templates imports liquidjs and mjml',
    from: { pathNot: libs('templates') },
    to: { path: npm('liquidjs', 'mjml', 'mjml-[^/]+') },
  },
  {
    name: 'one door to what is measured: only libs/telemetry imports prom-client and OpenTelemetry',
    from: { pathNot: [libs('telemetry'), ...tests] },
    to: { path: npm('prom-client', '@opentelemetry/[^/]+') },
  },
  {
    name: 'enter a lib by its index',
    from: { path: '^(libs/[^/]+|apps|workflows|test)/' },
    to: {
      path: '^libs/',
      pathNot: ['^$1/', '^libs/[^/]+/src/index[.]ts$', '^libs/[^/]+/src/testing/index[.]ts$'],
    },
  },
  {
    name: 'call a lib by its #name',
    from: { path: '^(libs/[^/]+|apps|workflows|test)/' },
    to: { path: '^libs/', pathNot: '^$1/', dependencyTypesNot: ['aliased-subpath-import'] },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const goodManners = [
  { name: 'no cycles', from: {}, to: { circular: true } },
  { name: 'every import can be found', from: {}, to: { couldNotResolve: true } },
  {
    name: 'only tests import tests',
    from: { pathNot: tests },
    to: { path: tests, pathNot: 'node_modules' },
  },
  {
    name: 'what runs needs no development dependency',
    from: { path: '^(apps|libs|workflows)/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'every package is named in package.json',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'a file is called by its idea: no utils, helpers, common, shared, base, manager, handler',
    from: {},
    to: {
      path: '(^|[/.-])(utils?|helpers?|common|shared|base|managers?|handlers?)(/|[.][^/]*$)',
      pathNot: ['node_modules', '^libs/database/src/generated/'],
    },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...goodManners,
    ...floor0IsPure,
    ...workflowsAreDeterministic,
    ...floorsPointDown,
    ...appsStandAlone,
    ...oneDoorEach,
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
    doNotFollow: { path: ['node_modules', '^libs/database/src/generated/'] },
    exclude: { path: '^(dist|coverage)/' },
  },
};
