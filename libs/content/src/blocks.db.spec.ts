import { randomUUID } from 'node:crypto';
import { createWorkspace, openDatabase, type Database } from '#database';
import { openRenderer, type Renderer } from '#templates';
import { openTestDatabase, type TestDatabase } from '../../../test/setup/database';
import { deleteBlock, findTemplate, saveBlock, saveTemplate, type ContentShelf } from './index';

const workspaceId = randomUUID();
let testDatabase: TestDatabase;
let database: Database;
let renderer: Renderer;
let shelf: ContentShelf;
beforeAll(async () => {
  testDatabase = await openTestDatabase();
  database = openDatabase({ url: testDatabase.url, poolSize: 5 });
  renderer = openRenderer({ threads: 1, compileTimeoutMs: 60_000 });
  shelf = { database, renderer };
  const from = { name: 'Shop', email: 'shop@example.com' };
  await createWorkspace(database, {
    id: workspaceId,
    key: 'shop',
    name: 'Shop',
    timezone: 'UTC',
    locale: 'en',
    from,
  });
});
afterAll(async () => {
  await renderer.close();
  await database.close();
  await testDatabase.close();
});

const block = (key: string, html: string, more: object = {}) =>
  saveBlock(shelf, workspaceId, key, { html, ...more });
const template = (key: string, html: string, more: object = {}) =>
  saveTemplate(shelf, workspaceId, key, { subject: 's', html, ...more });
const compiledHtml = async (key: string, locale?: string): Promise<unknown> => {
  const { compiled } = await findTemplate(database, workspaceId, key);
  const { html, locales } = compiled as { html: string; locales?: Record<string, { html: string }> };
  return locale === undefined ? html : locales?.[locale]?.html;
};

describe('a block', () => {
  it('that changes shows in every template that names it, also by way of another block', async () => {
    await block('legal', '<p>2025</p>');
    await block('footer', "<div>{% include 'legal' %}</div>");
    await template('cart', "Cart {% include 'footer' %}");
    await template('other', 'Other');
    expect(await compiledHtml('cart')).toBe('Cart <div><p>2025</p></div>');
    expect(await block('legal', '<p>2026</p>')).toMatchObject({ templates: ['cart'] });
    expect(await compiledHtml('cart')).toBe('Cart <div><p>2026</p></div>');
  });

  it('has other languages, as templates have', async () => {
    await block('bye', 'Tchau', { locales: { en: { html: 'Bye' } } });
    await template('two', "{% include 'bye' %}", {
      locales: { 'en-GB': { subject: 'S' }, fr: { subject: 'F' } },
    });
    expect(await compiledHtml('two')).toBe('Tchau');
    expect(await compiledHtml('two', 'en-GB')).toBe('Bye');
    expect(await compiledHtml('two', 'fr')).toBe('Tchau');
  });

  it.each<[what: string, key: string, parts: object, problem: object]>([
    ['whose Liquid is wrong', 'new', { html: '{{ 1 | shell }}' }, { part: 'html', line: 1, column: 1 }],
    ['whose MJML has wrong Liquid', 'new', { mjml: '<mj-text>\n{% if %}' }, { part: 'mjml', line: 2 }],
    [
      'that is wrong in another language',
      'new',
      { locales: { en: { text: '{{ x' } } },
      { part: 'text', locale: 'en' },
    ],
    ['that could run code', 'new', { html: '<script>' }, { part: 'html', line: 1 }],
    ['that names one that there is not', 'new', { text: "{% include 'gone' %}" }, { part: 'text' }],
    [
      'that comes back to itself',
      'legal',
      { html: "{% include 'footer' %}" },
      { sentence: expect.stringContaining('itself') as string },
    ],
    [
      'that a template could not be used with',
      'legal',
      { mjml: '<p></p>' },
      { template: 'cart', sentence: "The block 'legal' has no html." },
    ],
  ])('%s is refused, and nothing changes', async (_, key, parts, problem) => {
    await expect(saveBlock(shelf, workspaceId, key, parts)).rejects.toMatchObject({
      status: 422,
      code: 'block-has-problems',
      more: { problems: expect.arrayContaining([expect.objectContaining(problem)]) as unknown },
    });
    expect(await compiledHtml('cart')).toContain('2026');
  });

  it('cannot be removed while a template names it', async () => {
    await expect(deleteBlock(database, workspaceId, 'footer')).rejects.toMatchObject({
      code: 'block-in-use',
    });
    await block('unused', 'x');
    await deleteBlock(database, workspaceId, 'unused');
    await expect(deleteBlock(database, workspaceId, 'unused')).rejects.toMatchObject({
      code: 'block-not-found',
    });
  });

  it('that is saved while templates that name it are, is in them in the end', async () => {
    await block('race', 'v0');
    for (let round = 1; round <= 5; round += 1) {
      await Promise.all([
        template('racing', `${round} {% include 'race' %}{% include 'bye' %}`),
        block('race', `v${round}`),
        block('bye', `b${round}`),
      ]);
      expect(await compiledHtml('racing')).toBe(`${round} v${round}b${round}`);
    }
  });
});
