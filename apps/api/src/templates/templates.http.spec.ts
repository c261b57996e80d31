import { openTestApi, type TestApi } from '../testing/open-test-api';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const call = (method: string, url: string, json?: unknown) =>
  api.call(method, url, { key: api.mine.keys.secret, ...(json === undefined ? {} : { json }) });
const cart = { subject: 'Seu carrinho, {{ profile.first_name }}', html: '<p>😀</p>' };

describe('A template', () => {
  it('is saved, and stands there as it was written', async () => {
    const saved = {
      key: 'cart',
      ...cart,
      preheader: null,
      mjml: null,
      text: null,
      locales: null,
      updatedAt: expect.any(String),
    };
    expect((await call('PUT', '/v1/templates/cart', cart)).json).toMatchObject({ template: saved });
    expect((await call('GET', '/v1/templates/cart')).json).toEqual(saved);
  });

  it('that does not compile is refused with line and column, and nothing of it is stored', async () => {
    const { json } = await call('PUT', '/v1/templates/cart', { ...cart, html: 'BROKEN' });
    expect(json).toMatchObject({
      status: 422,
      code: 'template-has-problems',
      problems: [{ part: 'html', line: 1, column: 4, sentence: 'It is broken.', hint: 'Mend it.' }],
      errors: [{ path: '/html' }],
    });
    expect((await call('GET', '/v1/templates/cart')).json).toMatchObject(cart);
  });

  it('is removed once', async () => {
    await call('PUT', '/v1/templates/old', cart);
    expect(await call('DELETE', '/v1/templates/old')).toMatchObject({ status: 204, text: '' });
    expect((await call('DELETE', '/v1/templates/old')).json).toMatchObject({
      status: 404,
      code: 'template-not-found',
    });
    expect((await call('GET', '/v1/templates/old')).json).toMatchObject({
      status: 404,
      code: 'template-not-found',
    });
  });

  it('may name its key again, but no other', async () => {
    expect((await call('PUT', '/v1/templates/cart', { ...cart, key: 'cart' })).status).toBe(200);
    expect((await call('PUT', '/v1/templates/cart', { ...cart, key: 'other' })).json).toMatchObject({
      status: 422,
      code: 'key-differs',
    });
  });

  it('is listed by key, without its content', async () => {
    await call('PUT', '/v1/templates/a-first', cart);
    const { json } = await call('GET', '/v1/templates');
    expect(json).toEqual({
      items: ['a-first', 'cart'].map((key) => ({
        key,
        subject: cart.subject,
        updatedAt: expect.any(String),
      })),
      next: null,
    });
  });
});

describe('A template in several languages', () => {
  const en = { subject: 'Your cart, {{ profile.first_name }}' };

  it('stands there as it was written, until it is saved without them', async () => {
    await call('PUT', '/v1/templates/cart', { ...cart, locales: { en } });
    expect((await call('GET', '/v1/templates/cart')).json).toMatchObject({ ...cart, locales: { en } });
    await call('PUT', '/v1/templates/cart', cart);
    expect((await call('GET', '/v1/templates/cart')).json).toMatchObject({ locales: null });
  });

  it('is rendered in the language of the person; what it leaves out is as in itself', async () => {
    await call('PUT', '/v1/templates/cart', { ...cart, locales: { en } });
    const render = async (locale: string) =>
      (await call('POST', '/v1/templates/cart/render', { profile: { locale } })).json;
    expect(await render('en-US')).toMatchObject({ subject: en.subject, html: expect.stringContaining('😀') });
    expect(await render('pt-BR')).toMatchObject({ subject: cart.subject });
  });

  it('is refused where one of them does not compile, with its language', async () => {
    const { json } = await call('PUT', '/v1/templates/cart', {
      ...cart,
      locales: { en: { html: 'BROKEN' } },
    });
    expect(json).toMatchObject({
      status: 422,
      code: 'template-has-problems',
      problems: [{ part: 'html', locale: 'en', sentence: 'It is broken.' }],
      errors: [{ path: '/locales/en/html' }],
    });
  });

  it.each<[string, unknown, string]>([
    ['a language that is none', { português: en }, '/locales/português'],
    ['a part that there is not', { en: { colour: 'red' } }, '/locales/en/colour'],
    ['an empty subject', { en: { subject: '' } }, '/locales/en/subject'],
    ['a list', [], '/locales'],
  ])('is refused with %s', async (_, locales, path) => {
    const { json } = await call('PUT', '/v1/templates/cart', { ...cart, locales });
    expect(json).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ path }] });
  });
});

describe('A block that templates share', () => {
  const saved = { key: 'footer', mjml: null, html: '<p>Bye</p>', text: null, updatedAt: expect.any(String) };

  it('is saved, listed, told as it was written, and removed', async () => {
    const locales = { en: { html: '<p>Bye</p>' } };
    const { json } = await call('PUT', '/v1/blocks/footer', { html: '<p>Tchau</p>', locales });
    expect(json).toEqual({ block: { ...saved, html: '<p>Tchau</p>', locales }, templates: [] });
    await call('PUT', '/v1/blocks/footer', { html: saved.html, mjml: null });
    expect((await call('GET', '/v1/blocks/footer')).json).toEqual({ ...saved, locales: null });
    expect((await call('GET', '/v1/blocks')).json).toEqual({
      items: [{ key: 'footer', updatedAt: expect.any(String) }],
      next: null,
    });
    expect((await call('DELETE', '/v1/blocks/footer')).status).toBe(204);
    expect((await call('GET', '/v1/blocks')).json).toMatchObject({ items: [] });
  });

  it('tells, saved again, which templates name it', async () => {
    await call('PUT', '/v1/blocks/legal', { html: '2025' });
    await call('PUT', '/v1/templates/legal', { subject: 'x', html: "{% include 'legal' %}" });
    const { json } = await call('PUT', '/v1/blocks/legal', { html: '2026' });
    expect(json).toMatchObject({ templates: ['legal'] });
  });

  it.each<[string, object, string]>([
    ['nothing in it', {}, ''],
    ['a form that there is not', { html: 'x', svg: 'x' }, '/svg'],
    ['another language that is none', { html: 'x', locales: { x: {} } }, '/locales/x'],
  ])('is refused with %s', async (_, body, path) => {
    const { json } = await call('PUT', '/v1/blocks/wrong', body);
    expect(json).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ path }] });
  });
});

describe('A template that is saved', () => {
  it.each([
    ['html', { html: '<p>x</p>' }],
    ['html', { mjml: '<mjml></mjml>', text: '{{ links.unsubscribe }}' }],
    ['text', { text: 'links.unsubscribers' }],
  ])('without an unsubscribe link is warned about, in its %s', async (part, body) => {
    const { json } = await call('PUT', '/v1/templates/no-way-out', { subject: 'Hi', ...body });
    expect(json?.['warnings']).toEqual([
      {
        ...{ part, line: null, column: null },
        sentence: 'It has no unsubscribe link: marketing messages get a footer with one.',
        hint: 'Write {{ links.unsubscribe }} as the address of a link.',
      },
    ]);
  });

  it('with one is not', async () => {
    const html = '<a href="{{links.unsubscribe}}">Out</a>';
    expect((await call('PUT', '/v1/templates/way-out', { subject: 'Hi', html })).json).toMatchObject({
      warnings: [],
    });
  });
});
