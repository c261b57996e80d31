import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { alertRules } from './watched-queries';

const root = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const operating = read('docs/operating.md');
const settings = [...read('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name = '']) => name);

describe('docs/operating.md', () => {
  it('has a row for every setting, in the order of .env.example, and no other', () => {
    const rows = [...operating.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, name = '']) => name);
    expect(rows).toEqual(settings);
  });

  it('says what to do when each alert fires', () => {
    const told = [...operating.matchAll(/^### (Jornada\w+)$/gm)].map(([, name = '']) => name);
    expect(told).toEqual(alertRules().map(({ alert }) => alert));
  });
});

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** As GitHub makes them of headings. */
function anchorsOf(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}

describe('A page leads nowhere that is not there', () => {
  it.each(pages)('%s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g)];
    const dead = links.filter(([, file = '', anchor]) => {
      const target = file === '' ? page : path.join(path.dirname(page), file);
      if (!existsSync(path.join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });

  // A recipe names files that are yet to be made.
  it.each(pages.filter((page) => !page.includes('/recipes/')))(
    '%s names no spec that is not there',
    (page) => {
      const specs = [...read(page).matchAll(/`((?:libs|apps|test)\/[\w./-]+\.(?:ts|mjs))`/g)].map(
        ([, file = '']) => file,
      );
      expect(specs.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    },
  );
});

describe('compose.yaml', () => {
  interface Service {
    readonly image: string;
    readonly environment?: Readonly<Record<string, unknown>>;
    readonly depends_on?: Readonly<Record<string, unknown>>;
    readonly build?: string;
  }
  const { services } = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service> };

  it('runs two of each process, and gives them settings that exist', () => {
    const ours = Object.entries(services).filter(([, { build }]) => build === '.');
    expect(ours.map(([name]) => name)).toEqual(['migrate', 'api', 'worker']);
    const given = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(given.filter((name) => !settings.includes(name))).toEqual([]);
    expect(services).toMatchObject({ api: { deploy: { replicas: 2 } }, worker: { deploy: { replicas: 2 } } });
  });

  it('waits for what is there, and takes exact releases of what is not ours', () => {
    const wanted = Object.values(services).flatMap(({ depends_on: on = {} }) => Object.keys(on));
    expect(wanted.filter((name) => !(name in services))).toEqual([]);
    for (const { image } of Object.values(services)) expect(image).toMatch(/:\d+\.\d+/);
  });
});
