// Does what the Dockerfile says, without Docker: its COPY and RUN steps, stage by stage, in folders that are made for it,
// from the files that .dockerignore leaves. Then each process of the image is started once without settings: it must load
// all that it needs, and say in one sentence what is missing.
//
//   node .ci/image.mjs
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'jornada-image-'));
const context = contextFiles();
const stages = new Map();
let stage = null;

try {
  for (const [word, rest] of instructions()) {
    if (word === 'FROM') stage = openStage(rest);
    if (word === 'WORKDIR') mkdirSync((stage.cwd = join(stage.root, rest)), { recursive: true });
    if (word === 'ENV') for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
    if (word === 'COPY') copy(rest.split(/\s+/));
    if (word === 'RUN') run(rest);
  }
  for (const program of ['api/src/main', 'api/src/migrate', 'worker/src/main']) {
    const { status, stderr } = spawnSync(process.execPath, [`dist/apps/${program}.js`], {
      cwd: stage.cwd,
      env: { PATH: process.env.PATH, ...stage.env },
    });
    const said = stderr.toString().trim();
    console.log(`${program}: ${said}`);
    if (status !== 1 || !said.startsWith('DATABASE_URL is not set')) process.exitCode = 1;
  }
  console.log(
    execFileSync(process.execPath, ['apps/cli/jornada.mjs', '--help'], { cwd: stage.cwd })
      .toString()
      .split('\n')[0],
  );
  const size = execFileSync('du', ['-sh', stage.root]).toString().split('\t')[0];
  const specs = execFileSync('find', [join(stage.root, 'jornada/dist'), '-name', '*.spec.js']).toString();
  console.log(`${size} beside Node${specs === '' ? '' : `; specs are in it:\n${specs}`}`);
  if (specs !== '') process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The instructions, each on one line. */
function instructions() {
  return readFileSync(join(root, 'Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => [line.split(' ')[0], line.slice(line.indexOf(' ') + 1).trim()]);
}

function openStage(rest) {
  const [, name = 'last'] = / AS (\w+)$/i.exec(rest) ?? [];
  const opened = { root: join(work, name), env: {}, cwd: '' };
  stages.set(name, opened);
  return opened;
}

function copy(words) {
  const [, from] = /^--from=(\w+)$/.exec(words[0]) ?? [];
  const [to, ...sources] = words.filter((word) => !word.startsWith('--')).reverse();
  for (const source of sources) {
    if (from !== undefined) {
      cpSync(join(stages.get(from).root, source), join(stage.cwd, to), {
        recursive: true,
        verbatimSymlinks: true,
      });
      continue;
    }
    const files = context.filter((file) => file === source || file.startsWith(`${source}/`));
    if (files.length === 0) throw new Error(`COPY ${source}: there is no such file in the context`);
    for (const file of files) {
      const within = to === './' ? file : join(to, file.slice(source.length));
      const target = join(stage.cwd, within);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(root, file), target);
    }
  }
}

function run(command) {
  console.log(`RUN ${command}`);
  execFileSync('sh', ['-ec', command], {
    cwd: stage.cwd,
    env: { ...process.env, NODE_ENV: '', ...stage.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** What git knows of this checkout or would take, but for what .dockerignore says: its last line that fits counts. */
function contextFiles() {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  const rules = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const pattern = line.replace('!', '');
      const form = pattern
        .replaceAll('.', '[.]')
        .replaceAll('**/', '(.+/)?')
        .replaceAll('**', '.*')
        .replaceAll(/(?<![.)])\*/g, '[^/]*');
      return { keeps: line.startsWith('!'), form: new RegExp(`^${form}(/|$)`) };
    });
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root })
    .toString()
    .split('\n');
  return files.filter(
    (file) =>
      file !== '' && existsSync(join(root, file)) && rules.findLast(({ form }) => form.test(file))?.keeps,
  );
}
