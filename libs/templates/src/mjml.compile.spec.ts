import type { JsonObject } from '#conditions';

import { openLiquid } from './liquid.engine';
import { compileTemplate } from './template.compile';

const engine = openLiquid('html');

/** Compiles the inside of an <mj-body>, renders it and gives its HTML without MJML's line breaks. */
async function render(body: string, context: JsonObject, head = ''): Promise<string> {
  const mjml = `<mjml><mj-head>${head}</mj-head><mj-body>${body}</mj-body></mjml>`;
  const compilation = await compileTemplate({ subject: 's', mjml });
  if (compilation.kind !== 'compiled') throw new Error(JSON.stringify(compilation.problems));
  const rendered: unknown = engine.parseAndRenderSync(compilation.compiled.html ?? '', context);
  return String(rendered).replace(/\s+/g, ' ');
}

const column = (content: string): string => `<mj-section><mj-column>${content}</mj-column></mj-section>`;
const count = (html: string, piece: string): number => html.split(piece).length - 1;
const items = { event: { items: [{ n: 'one' }, { n: 'two' }, { n: 'three' }] } };
const loop = (content: string): string => `{% for item in event.items %}${content}{% endfor %}`;

describe('Liquid around elements of MJML repeats them', () => {
  const text = '<mj-text>~{{ item.n }}~</mj-text>';
  test.each([
    ['sections', loop(column(text))],
    ['sections of a wrapper', `<mj-wrapper>${loop(column(text))}</mj-wrapper>`],
    ['columns', `<mj-section>${loop(`<mj-column>${text}</mj-column>`)}</mj-section>`],
    [
      'columns of a group',
      `<mj-section><mj-group>${loop(`<mj-column>${text}</mj-column>`)}</mj-group></mj-section>`,
    ],
    ['contents of a column', column(loop(text))],
    ['contents of a hero', `<mj-hero>${loop(text)}</mj-hero>`],
    ['rows of a table', column(`<mj-table>${loop('<tr><td>~{{ item.n }}~</td></tr>')}</mj-table>`)],
    ['buttons', column(loop('<mj-button href="https://x.example/{{ item.n }}">~{{ item.n }}~</mj-button>'))],
    [
      'links of a navbar',
      column(`<mj-navbar>${loop('<mj-navbar-link href="/">~{{ item.n }}~</mj-navbar-link>')}</mj-navbar>`),
    ],
    [
      'social elements',
      column(
        `<mj-social>${loop('<mj-social-element name="web">~{{ item.n }}~</mj-social-element>')}</mj-social>`,
      ),
    ],
    [
      'elements of an accordion',
      column(
        `<mj-accordion>${loop('<mj-accordion-element><mj-accordion-title>~{{ item.n }}~</mj-accordion-title><mj-accordion-text>x</mj-accordion-text></mj-accordion-element>')}</mj-accordion>`,
      ),
    ],
    ['raw HTML', `<mj-raw>${loop('<i>~{{ item.n }}~</i>')}</mj-raw>`],
  ])('%s', async (_name, body) => {
    const html = await render(body, items);
    expect(html.match(/~\w+~/g)).toEqual(['~one~', '~two~', '~three~']);
    // Each opened conditional comment for Outlook is closed: nothing was torn apart.
    expect(count(html, '<!--[if')).toBe(count(html, '<![endif]'));
  });

  it('also nested, across lines, with whitespace control', async () => {
    const body = `
      {%- for item in event.items -%}
        {% if item.n != 'two' %}
        ${column('<mj-text>~{{ item.n }}~</mj-text>')}
        {% else %}
        ${column('<mj-text>second</mj-text>')}
        {% endif %}
      {%- endfor -%}`;
    const html = await render(body, items);
    expect(html.match(/~\w+~|second/g)).toEqual(['~one~', 'second', '~three~']);
  });
});

describe('Liquid inside elements of MJML stays whole', () => {
  test.each([
    [
      'text',
      column('<mj-text>a {% if true %}<b>{{ profile.n | upcase }}</b>{% endif %}</mj-text>'),
      'a <b>ADA</b>',
    ],
    ['comparisons', column('<mj-text>{% if 1 < 2 and 3 > 2 %}yes{% endif %}</mj-text>'), '>yes<'],
    [
      'an address',
      column('<mj-button href="https://x.example/?a={{ profile.n | url_encode }}&b=1">x</mj-button>'),
      'href="https://x.example/?a=ada&b=1"',
    ],
    [
      'quotes inside quotes',
      column('<mj-button href="{{ "https://x.example/" | append: profile.n }}">x</mj-button>'),
      'href="https://x.example/ada"',
    ],
    [
      'a colour',
      column('<mj-text color="{{ run.colour | default: \'#123456\' }}">x</mj-text>'),
      'color:#123456',
    ],
    [
      'a class',
      column('<mj-text css-class="{% if profile.n %}known{% endif %}">x</mj-text>'),
      'class="known"',
    ],
    [
      'an image',
      column('<mj-image src="https://x.example/{{ profile.n }}.png" alt="{{ profile.n }}" />'),
      'alt="ada" src="https://x.example/ada.png"',
    ],
    ['a comment of HTML', '<!-- {{ profile.n }} --><mj-section></mj-section>', '<!-- ada -->'],
    ['a raw block', column('<mj-text>{% raw %}{{ shown }}{% endraw %}</mj-text>'), '{{ shown }}'],
  ])('%s', async (_name, body, expected) => {
    expect(await render(body, { profile: { n: 'ada' } })).toContain(expected);
  });

  it('the title, the preview and styles', async () => {
    const head =
      '<mj-title>Hi {{ profile.n }}</mj-title><mj-preview>See {{ profile.n }}</mj-preview>' +
      '<mj-style>.a { color: {{ run.colour }} }</mj-style>';
    const html = await render(
      column('<mj-text>x</mj-text>'),
      { profile: { n: 'ada' }, run: { colour: 'red' } },
      head,
    );
    expect(html).toContain('<title>Hi ada</title>');
    expect(html).toContain('>See ada</div>');
    expect(html).toContain('.a { color: red }');
  });

  it('assigns before the document hold in it', async () => {
    const mjml = `{% assign who = profile.n | capitalize %}<mjml><mj-body>${column('<mj-text>{{ who }}</mj-text>')}</mj-body></mjml>`;
    const compilation = await compileTemplate({ subject: 's', mjml });
    if (compilation.kind !== 'compiled') throw new Error(JSON.stringify(compilation.problems));
    const html: unknown = engine.parseAndRenderSync(compilation.compiled.html ?? '', {
      profile: { n: 'ada' },
    });
    expect(String(html).trimStart()).toMatch(/^<!doctype html>[\s\S]*>Ada</);
  });

  it('adds no font from another host', async () => {
    expect(await render(column('<mj-text>x</mj-text>'), {})).not.toMatch(/fonts\.|@import|<link/);
  });
});

describe('what MJML would lose or cannot take is a problem, with its place', () => {
  const document = (body: string, head = ''): string =>
    `<mjml>\n<mj-head>${head}</mj-head>\n<mj-body>\n${body}\n</mj-body>\n</mjml>`;
  test.each([
    [
      'Liquid between elements of the head',
      document('', '{% if x %}<mj-title>x</mj-title>{% endif %}'),
      2,
      10,
      /directly in <mj-head>/,
    ],
    [
      'Liquid as an attribute',
      document('<mj-section {% if true %}padding="0"{% endif %}></mj-section>'),
      4,
      1,
      /in place of an MJML element or attribute/,
    ],
    [
      'Liquid as an element',
      document('  <mj-{{ run.kind }}></mj-{{ run.kind }}>'),
      4,
      3,
      /in place of an MJML element/,
    ],
    ['Liquid after the document', `${document('')}{{ profile.n }}`, 6, 8, /after <\/mjml>/],
    [
      'Liquid between the images of a carousel',
      document(column('<mj-carousel>{% if true %}<mj-carousel-image src="x" />{% endif %}</mj-carousel>')),
      4,
      37,
      /directly in <mj-carousel>/,
    ],
    [
      'Liquid as a width',
      document('<mj-section>\n<mj-column width="{{ run.w }}%"></mj-column></mj-section>'),
      5,
      1,
      /width has invalid value/,
    ],
    [
      'Liquid in a name of a class of MJML',
      document('<mj-section mj-class="{% if x %}a{% endif %}"></mj-section>'),
      4,
      23,
      /MJML drops {% if x %}/,
    ],
    [
      'an element that does not exist',
      document('<mj-sektion></mj-sektion>'),
      4,
      1,
      /mj-sektion doesn't exist/,
    ],
    [
      'an element in the wrong place',
      document('<mj-text>x</mj-text>'),
      4,
      1,
      /mj-text cannot be used inside mj-body/,
    ],
    ['a file', document('<mj-include path="/etc/passwd" />'), 4, 1, /<mj-include> is not available/],
    ['a script', document('<mj-raw><script>x</script></mj-raw>'), 4, 9, /<script> is not allowed/],
    ['a handler', document(column('<mj-text>\n<b onclick="x">x</b></mj-text>')), 5, 1, /onclick runs code/],
    [
      'an address that runs code',
      document(column('<mj-button\nhref="java\tscript:x">x</mj-button>')),
      4,
      24,
      /address in href runs code/,
    ],
    [
      'a handler added by selector',
      document(
        column('<mj-text css-class="c">x</mj-text>'),
        '<mj-html-attributes><mj-selector path=".c"><mj-html-attribute name="onclick">x</mj-html-attribute></mj-selector></mj-html-attributes>',
      ),
      null,
      null,
      /onclick runs code/,
    ],
    ['no document at all', 'hello', null, null, /Parsing failed/],
    ['an empty document', '', null, null, /Parsing failed/],
    ['another root', '<html></html>', null, null, /./],
  ])('%s', async (_name, mjml, line, columnOfIt, sentence) => {
    const compilation = await compileTemplate({ subject: 's', mjml });
    if (compilation.kind !== 'problems') throw new Error('it compiled');
    expect(compilation.problems[0]).toMatchObject({ part: 'mjml', line, column: columnOfIt });
    expect(compilation.problems[0]?.sentence).toMatch(sentence);
    expect(compilation.problems[0]?.hint).not.toBe('');
  });

  it('warns of text that MJML drops and of what it does not understand', async () => {
    const mjml = document('hello\n<mj-section colour="red"></mj-section>');
    const compilation = await compileTemplate({ subject: 's', mjml });
    if (compilation.kind !== 'compiled') throw new Error(JSON.stringify(compilation.problems));
    expect(compilation.warnings.map(({ line, sentence }) => [line, sentence])).toEqual([
      [3, 'MJML drops text that stands directly in <mj-body>.'],
      [5, '<mj-section>: Attribute colour is illegal.'],
    ]);
  });

  it('ends with a sentence where MJML is nested beyond reason', async () => {
    const deep = 20_000;
    const mjml = document(`${'<mj-wrapper>'.repeat(deep)}${'</mj-wrapper>'.repeat(deep)}`);
    expect((await compileTemplate({ subject: 's', mjml })).kind).toBe('problems');
  });
});
