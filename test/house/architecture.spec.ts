import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Files, house, plantTree, type PlantedTree } from './planted-tree';

const config = '.dependency-cruiser.cjs';
const { forbidden } = jest.requireActual<{ forbidden: readonly { readonly name: string }[] }>(
  join(house, config),
);

/** What stands in the tree before a case adds its file: something to import on every floor. */
const ground: Files = {
  ...Object.fromEntries(
    [
      ['conditions', 'journey', 'gate', 'faults'],
      ['config', 'database', 'temporal', 'templates', 'links'],
      ['profiles', 'journeys', 'enrollments', 'delivery', 'ingest', 'workspaces', 'content'],
    ]
      .flat()
      .map((lib) => [`libs/${lib}/src/index.ts`, `export const ${lib} = 1;\nexport type Of = string;\n`]),
  ),
  'libs/journey/src/inner.ts': 'export const inner = 1;\n',
  'libs/journey/src/testing/index.ts': 'export const given = 1;\n',
  'libs/journey/src/steps/email/email.schema.ts': "import { z } from 'zod';\nexport const emailSchema = z;\n",
  'libs/database/src/generated/client.ts': 'export const client = 1;\n',
  'workflows/index.ts': "export * from './contract';\n",
  'workflows/contract.ts': 'export const taskQueue = 1;\n',
  'apps/api/src/main.ts': 'export const api = 1;\n',
  'apps/worker/src/main.ts': 'export const worker = 1;\n',
  'apps/standalone/src/main.ts': 'export const standalone = 1;\n',
  'test/setup/database.ts': 'export const openTestDatabase = 1;\n',
};

/** For each rule, files that break it. */
const broken: Readonly<Record<string, Files>> = {
  'no cycles': { 'libs/gate/src/one.ts': "import './two';" },
  'every import can be found': {
    'libs/gate/src/lost.ts': "import './nowhere';",
    'libs/gate/src/lost-lib.ts': "import '#nowhere';",
  },
  'only tests import tests': {
    'libs/profiles/src/a.ts': "import '../../../test/setup/database';",
    'libs/journey/src/a.ts': "import './testing';",
  },
  'what runs needs no development dependency': { 'libs/delivery/src/a.ts': "import 'fast-check';" },
  'every package is named in package.json': { 'libs/delivery/src/b.ts': "import 'stray';" },
  'a file is called by its idea: no utils, helpers, common, shared, base, manager, handler': {
    'libs/links/src/a.ts': "import './token.utils';",
    'libs/links/src/b.ts': "import './shared/token';",
    'libs/links/src/c.ts': "import './token-helpers';",
  },

  'floor 0 reaches only floor 0 and the libraries named for it': {
    'libs/gate/src/a.ts': "import 'node:fs';",
    'libs/gate/src/b.ts': "import 'crypto';",
    'libs/gate/src/c.ts': "import '#database';",
    'libs/gate/src/d.ts': "import 'rxjs';",
    'libs/gate/src/e.ts': "import type { Of } from '#config';\nexport type Mine = Of;",
  },
  'floor 0 runs zod in its schemas only': { 'libs/conditions/src/a.ts': "import 'zod';" },
  'specs of floor 0 need nothing above floor 0': {
    'libs/gate/src/a.spec.ts': "import '#enrollments';",
    'libs/gate/src/a.db.spec.ts': "import '../../../test/setup/database';",
  },
  'semantics import schemas type-only': {
    'libs/journey/src/steps/email/email.semantics.ts':
      "import { emailSchema } from './email.schema';\nemailSchema();",
  },

  'workflows reach only workflows, floor 0 and @temporalio/workflow or common': {
    'workflows/a.ts': "import '#database';",
    'workflows/b.ts': "import '@temporalio/activity';",
    'workflows/c.ts': "import 'zod';",
  },
  'workflows take nothing but types from floor 0': {
    'workflows/d.ts': "import { gate, type Of } from '#gate';\nexport const mine: Of = gate;",
  },
  'libs/temporal knows of workflows only their contract': {
    'libs/temporal/src/a.ts': "import '#workflows';",
  },

  'floors point down: floor 1 reaches floor 0 only, and its libs do not meet': {
    'libs/links/src/up.ts': "import '#profiles';",
    'libs/links/src/aside.ts': "import '#database';",
  },
  'floors point down: libs/ingest reaches floors 0 and 1, enrollments, workspaces': {
    'libs/ingest/src/a.ts': "import '#delivery';",
  },
  'floors point down: libs/journeys reaches floors 0 and 1, enrollments, profiles, workspaces, content': {
    'libs/journeys/src/a.ts': "import '#ingest';",
  },
  'floors point down: libs/enrollments reaches floors 0 and 1, delivery, profiles, workspaces': {
    'libs/enrollments/src/a.ts': "import '#ingest';",
  },
  'floors point down: libs/delivery reaches floors 0 and 1, workspaces, content': {
    'libs/delivery/src/c.ts': "import type { Of } from '#enrollments';\nexport type Mine = Of;",
  },
  'floors point down: libs/content reaches floors 0 and 1': {
    'libs/content/src/a.ts': "import '#delivery';",
  },
  'floors point down: libs/profiles reaches floors 0 and 1, workspaces': {
    'libs/profiles/src/b.ts': "import '#enrollments';",
  },
  'floors point down: libs/workspaces reaches floors 0 and 1': {
    'libs/workspaces/src/a.ts': "import '#profiles';",
  },
  'floors point down: a new lib is given its floor': {
    'apps/api/src/a.ts': "import '../../../libs/novelty/src';",
  },

  'apps do not meet': { 'apps/api/src/b.ts': "import '../../worker/src/main';" },
  'standalone starts the api and the worker, nothing else': {
    'apps/standalone/src/a.ts': "import '../../cli/src/main';",
  },
  'nobody imports an app': { 'libs/delivery/src/d.ts': "import '../../../apps/api/src/main';" },
  'the command line is a client: HTTP and floor 0': { 'apps/cli/src/a.ts': "import '#journeys';" },

  'one door to SQL: only libs/database imports pg and Prisma': {
    'apps/api/src/c.ts': "import 'pg';",
    'libs/profiles/src/c.ts': "import '@prisma/client';",
    'libs/profiles/src/d.ts':
      "import type { client } from '../../database/src/generated/client';\nexport type Client = typeof client;",
  },
  'one door to the engine: only libs/temporal imports @temporalio/client and worker': {
    'apps/worker/src/a.ts': "import '@temporalio/worker';",
    'libs/enrollments/src/b.ts': "import '@temporalio/client';",
  },
  'one door to rendering: only libs/templates imports liquidjs and mjml': {
    'libs/delivery/src/e.ts': "import 'liquidjs';",
  },
  'one door to what is measured: only libs/telemetry imports prom-client and OpenTelemetry': {
    'libs/delivery/src/f.ts': "import 'prom-client';",
  },
  'enter a lib by its index': { 'libs/enrollments/src/c.ts': "import '../../journey/src/inner';" },
  'call a lib by its #name': { 'libs/enrollments/src/d.ts': "import '../../journey/src';" },
};
const cases = Object.entries(broken).flatMap(([rule, files]) =>
  Object.entries(files).map(([path, text]) => ({ rule, path, text })),
);

/** Files that keep every rule. */
const sound: Files = {
  'libs/gate/src/sound.ts':
    "import '#conditions';\nimport 're2js';\nimport '@noble/hashes';\nimport 'temporal-polyfill';",
  'libs/gate/src/sound.schema.ts': "import 'zod';",
  'libs/gate/src/sound-types.ts': "import type { z } from 'zod';\nexport type Mine = z;",
  'libs/gate/src/sound.spec.ts': "import 'fast-check';\nimport 'node:fs';",
  'libs/journey/src/steps/sms/sms.semantics.ts':
    "import type { emailSchema } from '../email/email.schema';\nexport type Sms = typeof emailSchema;",
  'libs/database/src/sound.ts': "import 'pg';\nimport '@prisma/client';\nimport './generated/client';",
  'libs/temporal/src/sound.ts':
    "import '@temporalio/client';\nimport '@temporalio/worker';\nimport '../../../workflows/contract';",
  'libs/ingest/src/sound.ts': "import '#enrollments';\nimport '#journey';\nimport '#database';",
  'libs/journeys/src/sound.ts': "import '#enrollments';\nimport '#profiles';\nimport '#templates';",
  'libs/enrollments/src/sound.ts': "import '#delivery';\nimport '#profiles';\nimport '#temporal';",
  'libs/enrollments/src/sound.db.spec.ts': "import '../../../test/setup/database';\nimport 'fast-check';",
  'workflows/sound.ts':
    "import '@temporalio/workflow';\nimport type { Of } from '#journey';\nexport type Mine = Of;",
  'workflows/sound-inline.ts': "import { type Of } from '#gate';\nexport type Mine = Of;",
  'libs/enrollments/src/testing/stage.ts': "import '#journeys';\nimport '../../../../test/setup/database';",
  'libs/links/src/sound.ts': "import './base-zone';\nimport '#faults';",
  'libs/links/src/base-zone.ts': 'export const a = 1;',
  'apps/api/src/sound.ts': "import '#ingest';\nimport '@nestjs/common';",
  'apps/worker/src/sound.ts': "import '#temporal';\nimport '#enrollments';\nimport '#workflows';",
  'apps/standalone/src/sound.ts': "import '../../api/src/main';\nimport '../../worker/src/main';",
  'apps/cli/src/sound.ts': "import '#journey';\nimport 'node:fs';",
};

/** Files that only serve as the other end of a broken case's arrow. */
const otherEnds: Files = {
  'libs/gate/src/two.ts': "import './one';",
  'libs/links/src/token.utils.ts': 'export const a = 1;',
  'libs/links/src/token-helpers.ts': 'export const a = 1;',
  'libs/links/src/shared/token.ts': 'export const a = 1;',
  'libs/novelty/src/index.ts': 'export const novelty = 1;',
  'apps/cli/src/main.ts': 'export const cli = 1;',
  'node_modules/stray/package.json': '{ "name": "stray", "version": "1.0.0", "main": "index.js" }',
  'node_modules/stray/index.js': '',
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('the floors of the house', () => {
  let tree: PlantedTree;
  let violations: readonly Violation[];
  const rulesBrokenBy = (path: string) => violations.filter((v) => v.from === path).map((v) => v.rule.name);

  beforeAll(() => {
    const planted = Object.fromEntries(cases.map(({ path, text }) => [path, text]));
    tree = plantTree(
      { ...ground, ...otherEnds, ...sound, ...planted },
      { config: [config], packages: 'named' },
    );
    const cruiser = join(house, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const run = spawnSync(
      process.execPath,
      [cruiser, '--output-type', 'json', 'apps', 'libs', 'workflows', 'test'],
      { cwd: tree.root, encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    const report = JSON.parse(run.stdout) as { readonly summary: { readonly violations: Violation[] } };
    violations = report.summary.violations;
  }, 60_000);

  afterAll(() => tree.remove());

  test.each(cases)('"$rule" is broken by $path', ({ rule, path }) => {
    expect(rulesBrokenBy(path)).toContain(rule);
  });

  test.each(Object.keys({ ...sound, ...ground }))('%s is sound', (path) => {
    expect(rulesBrokenBy(path)).toEqual([]);
  });

  test('every rule has a case that breaks it', () => {
    expect(Object.keys(broken).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
  });

  test('no two cases share a file', () => {
    expect(new Set(cases.map(({ path }) => path)).size).toBe(cases.length);
  });
});
