import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, house, plantTree, type PlantedTree } from './planted-tree';

/** What must not be possible in floor 0 and in workflows: each line alone breaks the rule. */
const impure: Readonly<Record<string, readonly string[]>> = {
  'eslint/no-restricted-globals': [
    'export const at = Date.now();',
    'export const at = new Date();',
    'export const parse = (text: string) => Date.parse(text);',
    'export const at = globalThis.Date.now();',
    'export const at = performance.now();',
    'export const home = process.env.HOME;',
    "export const page = fetch('http://localhost');",
    'export const id = crypto.randomUUID();',
    'setTimeout(() => undefined, 1);',
    'setInterval(() => undefined, 1);',
    'setImmediate(() => undefined);',
    'queueMicrotask(() => undefined);',
    "export const bytes = Buffer.from('a');",
    "export const fs: unknown = require('fs');",
  ],
  'eslint/no-restricted-properties': [
    'export const chance = Math.random();',
    "import { Temporal } from 'temporal-polyfill';\nexport const now = Temporal.Now.instant();",
  ],
  'import/no-nodejs-modules': [
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
    "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID;",
  ],
};

/** What must not be possible anywhere. */
const broken: Readonly<Record<string, readonly string[]>> = {
  'typescript/no-floating-promises': [
    'async function send() {}\nexport function all() {\n  send();\n}',
    'async function send() {}\nexport function all() {\n  void send();\n}',
  ],
  'typescript/no-misused-promises': ['export const all = (to: string[]) => to.forEach(async () => {});'],
  'typescript/switch-exhaustiveness-check': [
    "export function next(kind: 'wait' | 'email'): number {\n  switch (kind) {\n    case 'wait':\n      return 1;\n  }\n  return 0;\n}",
    "export function next(kind: 'wait' | 'email'): number {\n  switch (kind) {\n    case 'wait':\n      return 1;\n    default:\n      return 0;\n  }\n}",
  ],
  'typescript/only-throw-error': ["export function fail() {\n  throw 'text';\n}"],
  'typescript/no-explicit-any': ['export const a: any = 1;', 'export const b = (c: unknown) => c as any;'],
  'typescript/no-non-null-assertion': ['export const first = (all: string[]) => all[0]!;'],
  'typescript/ban-ts-comment': ['// @ts-ignore\nexport const a = 1;'],
  'typescript/consistent-type-imports': [
    "import { Temporal } from 'temporal-polyfill';\nexport type At = Temporal.Instant;",
  ],
  'import/no-default-export': ['export default function go() {}'],
  'import/no-mutable-exports': ['export let a = 1;\na += 1;'],
  'unicorn/prefer-node-protocol': ["import { readFileSync } from 'fs';\nexport const read = readFileSync;"],
  'eslint/no-console': ["console.log('a');"],
  'import/no-duplicates': [
    "import { sep } from 'node:path';\nimport { join } from 'node:path';\nexport const at = join(sep);",
  ],
  'typescript/restrict-template-expressions': ['export const text = (of: object) => `all of ${of}`;'],
  'typescript/no-misused-spread': ['export const copy = (of: Map<string, string>) => ({ ...of });'],
  'eslint/no-unused-vars': ['export function go(a: string) {\n  return 1;\n}'],
  'eslint/no-eval': ['export const run = (text: string): unknown => eval(text);'],
  'eslint/no-new-func': ['export const run = (text: string): unknown => new Function(text);'],
  'eslint/no-param-reassign': ['export function more(n: number) {\n  n += 1;\n  return n;\n}'],
  'eslint/no-var': ['var a = 1;\na += 1;\nexport const b = a;'],
  'eslint/prefer-const': ['let a = 1;\nexport const b = a;'],
  'unused-directive': ['// oxlint-disable-next-line eslint/eqeqeq -- no reason at all\nexport const a = 1;'],
  'eslint/eqeqeq': ['export const same = (a: unknown, b: unknown) => a == b;'],
  'eslint/max-lines': [Array.from({ length: 301 }, (_, at) => `export const line${at} = 1;`).join('\n')],
  'house/no-enums': ["export enum State {\n  Active = 'active',\n}", 'export const enum Bit {\n  On = 1,\n}'],
  'house/a-disabled-rule-says-why': [
    '// oxlint-disable-next-line eslint/eqeqeq\nexport const same = (a: unknown, b: unknown) => a == b;',
    '/* oxlint-disable */\nexport const a = 1;',
    '// oxlint-disable-next-line -- no rule is named\nexport const same = (a: unknown, b: unknown) => a == b;',
  ],
  'house/sql-lives-in-the-database': [
    "export const q = 'SELECT id FROM profile WHERE id = $1';",
    'export const q = `\n  insert into event (id)\n  values ($1)`;',
    'export const q = (table: string) => `UPDATE ${table} SET a = 1`;',
    "export const q = 'DELETE FROM profile';",
    'export const q = `-- settle\nWITH p AS MATERIALIZED (SELECT 1) SELECT 2`;',
    "export const q = 'create unique index i on profile (id)';",
    "export const q = 'TRUNCATE profile';",
  ],
};

/** What must not be possible in a spec. */
const brokenSpecs: Readonly<Record<string, readonly string[]>> = {
  'jest/no-focused-tests': ["test.only('a', () => {\n  expect(1).toBe(1);\n});"],
  'jest/no-disabled-tests': ["test.skip('a', () => {\n  expect(1).toBe(1);\n});"],
  'jest/expect-expect': ["test('a', () => {\n  Number(1);\n});"],
  'eslint/no-restricted-globals': [
    "test('a', async () => {\n  await new Promise((go) => setTimeout(go, 10));\n  expect(1).toBe(1);\n});",
  ],
};

/** Files that keep every rule. */
const sound: Files = {
  'libs/gate/src/sound.ts':
    "import type { Temporal } from 'temporal-polyfill';\n" +
    'export const after = (at: Temporal.Instant, seconds: number) => at.add({ seconds });\n' +
    'export const half = (n: number) => Math.floor(n / 2);\n',
  'libs/delivery/src/sound.ts':
    "export function next(kind: 'wait' | 'email'): number {\n" +
    "  switch (kind) {\n    case 'wait':\n      return 1;\n    case 'email':\n      return 0;\n  }\n}\n" +
    'export const at = () => new Date();\n' +
    "export const words = ['Select a journey from the list', 'Update your settings'];\n",
  'libs/database/src/sound.sql.ts': "export const q = 'SELECT id FROM profile';\n",
  'libs/delivery/src/reason.ts':
    '// oxlint-disable-next-line eslint/eqeqeq -- a form sends 1 as "1"\n' +
    'export const one = (a: unknown) => a == 1;\n',
  'libs/delivery/src/sound.spec.ts': "test('one is one', () => {\n  expect(1).toBe(1);\n});\n",
};

/** Gives each text a file of its own and keeps the rule it must break beside it. */
function cases(of: Readonly<Record<string, readonly string[]>>, folder: string, ending = '.ts') {
  return Object.entries(of).flatMap(([rule, texts]) =>
    texts.map((text, at) => ({ rule, text, path: `${folder}/${rule.replace('/', '-')}-${at + 1}${ending}` })),
  );
}

const all = [
  ...cases(impure, 'libs/gate/src'),
  ...cases(impure, 'workflows'),
  ...cases(broken, 'libs/delivery/src'),
  ...cases(brokenSpecs, 'libs/delivery/src', '.spec.ts'),
  {
    rule: 'unicorn/filename-case',
    text: 'export const a = 1;',
    path: 'libs/links/src/linkToken.ts',
  },
];

/** `eslint(eqeqeq)` as the configuration writes it: `eslint/eqeqeq`. */
const named = (code = 'unused-directive') => code.replace(/^(.*)\((.*)\)$/, '$1/$2');

interface Diagnostic {
  /** Absent where a directive silences nothing. */
  readonly code?: string;
  readonly filename: string;
}

describe('the lint rules of the house', () => {
  let tree: PlantedTree;
  let diagnostics: readonly Diagnostic[];
  const rulesBrokenBy = (path: string) =>
    diagnostics.filter((d) => d.filename === path).map((d) => named(d.code));

  beforeAll(() => {
    const planted = Object.fromEntries(all.map(({ path, text }) => [path, `${text}\n`]));
    tree = plantTree(
      { ...planted, ...sound },
      { config: ['.oxlintrc.json', 'test/house/rules'], packages: 'installed' },
    );
    const run = spawnSync(
      process.execPath,
      [join(house, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', 'libs', 'workflows'],
      {
        cwd: tree.root,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    diagnostics = (JSON.parse(run.stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
  }, 60_000);

  afterAll(() => tree.remove());

  test.each(all)('$rule is broken by $path', ({ rule, path }) => {
    expect(rulesBrokenBy(path)).toContain(rule);
  });

  test.each(Object.keys(sound))('%s is sound', (path) => {
    expect(rulesBrokenBy(path)).toEqual([]);
  });

  test('every rule of the configuration that names a decision has a case', () => {
    const config = JSON.parse(readFileSync(join(house, '.oxlintrc.json'), 'utf8')) as {
      readonly rules: object;
    };
    const ruled = new Set(all.map(({ rule }) => rule));
    const enforced = Object.entries(config.rules).filter(([, setting]) => setting !== 'off');
    expect(enforced.map(([name]) => name).filter((name) => !ruled.has(name))).toEqual([]);
  });
});
