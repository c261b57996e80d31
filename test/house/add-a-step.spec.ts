import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');
const recipe = readRecipe('add-a-step');

function readRecipe(name: string): string {
  return readFileSync(path.join(root, 'docs', 'recipes', `${name}.md`), 'utf8');
}

/** The blocks of the recipe that say where they go: whole files, and lines added to a file. */
function blocks(
  what: 'file' | 'line',
  of = recipe,
): readonly { readonly target: string; readonly text: string }[] {
  const found = of.matchAll(new RegExp(`\`\`\`ts ${what}=(\\S+)\\n([\\s\\S]*?)\`\`\``, 'g'));
  return [...found].map(([, target = '', text = '']) => ({ target, text }));
}

describe('the recipe for a step kind', () => {
  let tree: string;
  beforeEach(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'jornada-recipe-'));
    for (const lib of ['conditions', 'gate', 'journey']) {
      cpSync(path.join(root, 'libs', lib), path.join(tree, 'libs', lib), {
        recursive: true,
        filter: (file) => !file.endsWith('.spec.ts'),
      });
    }
    for (const file of ['package.json', 'tsconfig.json'])
      cpSync(path.join(root, file), path.join(tree, file));
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  });
  afterEach(() => rmSync(tree, { recursive: true, force: true }));

  const place = (of = recipe): void => {
    for (const { target, text } of blocks('file', of)) {
      mkdirSync(path.dirname(path.join(tree, target)), { recursive: true });
      writeFileSync(path.join(tree, target), text);
    }
  };

  /** What the compiler says of the libs in the tree; nothing where it is content. */
  function complaints(): string {
    const args = [
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '--incremental',
      'false',
      '-p',
      'tsconfig.json',
    ];
    try {
      return execFileSync(process.execPath, args, { cwd: tree, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      return String((error as { stdout?: unknown }).stdout);
    }
  }

  test('asks for one folder and two lines', () => {
    const folders = new Set(blocks('file').map(({ target }) => path.dirname(target)));
    expect([...folders]).toEqual(['libs/journey/src/steps/note']);
    expect(blocks('line').map(({ text }) => text.trim().split('\n').length)).toEqual([1, 1]);
  });

  test('gives a tree that the compiler is content with, in which the new kind is a step like any other, and so is a rule', () => {
    place();
    place(readRecipe('add-a-rule'));
    for (const { target, text } of blocks('line')) appendFileSync(path.join(tree, target), text);
    writeFileSync(
      path.join(tree, 'libs/journey/src/trial.ts'),
      `import type { Step } from './steps/step.schema';\nexport const trial: Step = { kind: 'note', text: 'x', next: null };\nexport { manyMessages } from './rules/many-messages';\n`,
    );
    expect(complaints()).toBe('');
  });

  test('followed by half, the compiler names the kind that was forgotten', () => {
    place();
    const [first] = blocks('line');
    appendFileSync(path.join(tree, first?.target ?? ''), first?.text ?? '');
    expect(complaints()).toMatch(/step-table\.ts.*Property 'note' is missing/s);
  });
});
