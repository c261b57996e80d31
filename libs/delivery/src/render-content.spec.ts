import { randomBytes, randomUUID } from 'node:crypto';
import type { NewMessage } from '#database';
import { openRecipientLinks, type Purpose } from '#links';
import { openRenderer, type CompiledTemplate, type Renderer } from '#templates';
import { linksOfSend } from './message-links';
import { renderContent } from './render-content';

const recipientLinks = openRecipientLinks({
  publicUrl: 'https://mail.example',
  masterKeys: [randomBytes(32)],
});
const [workspaceId, sendId] = [randomUUID(), randomUUID()];
const workspace = {
  ...{ key: 'shop', name: 'Shop', timezone: 'UTC', locale: 'pt-BR', replyTo: null, utm: null },
  from: { name: 'Shop', email: 'shop@example.com' },
};
const ana = { email: 'ana@example.com', name: 'Ana' };
const linkTo = (purpose: Purpose, link = 0): string =>
  recipientLinks.urlOf({ purpose, workspaceId, sendId, link });

describe('what a send says', () => {
  let renderer: Renderer;
  beforeAll(() => {
    renderer = openRenderer({ threads: 1 });
  });
  afterAll(() => renderer.close());

  async function render(
    compiled: Partial<CompiledTemplate>,
    command: { class?: 'marketing' | 'transactional' } = {},
    profile: { [name: string]: string } = ana,
  ): Promise<Omit<NewMessage, 'utm'>> {
    const content = await renderContent(
      renderer,
      { subject: 'Hi {{ profile.name }}', preheader: null, html: null, text: null, ...compiled },
      workspace,
      {
        ...{
          kind: 'send',
          channel: 'email',
          sendId,
          step: 'mail',
          visit: 1,
          template: 'cart',
          content: null,
          topic: 'offers',
        },
        ...{
          class: command.class ?? 'marketing',
          to: ana.email,
          from: null,
          replyTo: null,
          resendAfter: null,
        },
        context: { profile },
      },
      linksOfSend(recipientLinks, workspaceId, sendId),
    );
    if ('code' in content) throw new Error(content.sentence);
    return content;
  }

  it('has the links that its template asks for', async () => {
    const { html, text } = await render({
      html: '<a href="{{ links.unsubscribe }}">1</a><a href="{{ links.preferences }}">2</a><a href="{{ links.view }}">3</a>',
    });
    for (const purpose of ['unsubscribe', 'preferences', 'view'] as const) {
      expect(html).toContain(`href="${linkTo(purpose)}"`);
      expect(text).toContain(linkTo(purpose));
    }
    expect(html).not.toContain('Não quer');
  });

  it('keeps where its links lead, from both parts, and nothing of the person in the links', async () => {
    const {
      html,
      text,
      links: targets,
    } = await render({
      html: '<a href="https://shop.example/{{ profile.email }}?a=1&amp;b=2">Shop</a>',
    });
    expect(targets).toEqual(['https://shop.example/ana@example.com?a=1&b=2']);
    expect(html).toContain(`<a href="${linkTo('click', 0)}">Shop</a>`);
    expect(text).toContain(`Shop [${linkTo('click', 0)}]`);
    expect(html).toContain(`<img src="${linkTo('open')}"`);
    for (const part of [html, text]) expect(part).not.toContain('ana@');
  });

  it.each<[locale: string | null, words: string]>([
    ['pt', 'Cancelar inscrição'],
    ['en-GB', 'Unsubscribe'],
    ['es', 'Cancelar suscripción'],
    [null, 'Cancelar inscrição'],
  ])('marketing has a way out in the language of the person (%s)', async (locale, words) => {
    const { html, text } = await render({ html: '<p>x</p>' }, {}, locale === null ? ana : { ...ana, locale });
    expect(html).toContain(`<a href="${linkTo('unsubscribe')}" style="color:#5b6472">${words}</a>`);
    expect(text).toContain(`${words}: ${linkTo('unsubscribe')}`);
    expect(text).toContain(linkTo('preferences'));
  });

  it('marketing tells mail programs how to unsubscribe (RFC 8058)', async () => {
    expect((await render({ text: 'x' })).headers).toEqual({
      'X-Jornada-Send': sendId,
      'List-Unsubscribe': `<${linkTo('unsubscribe')}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  it('a transactional message has neither footer nor such headers', async () => {
    const { html, text, headers } = await render({ html: '<p>x</p>' }, { class: 'transactional' });
    expect(headers).toEqual({ 'X-Jornada-Send': sendId });
    expect([html, text].join()).not.toContain('/u/');
  });

  it('is the same when it is rendered again', async () => {
    const template = { html: '<a href="https://a.example">x</a>' };
    expect(await render(template)).toEqual(await render(template));
  });
});
