import type { JsonObject } from '#conditions';

import { openLiquid } from './liquid.engine';

const html = openLiquid('html');
const plain = openLiquid('plain');
const hostile = { profile: { name: '<b>"Tom" & \'Jerry\'</b>', bio: 'a<i>\nb' } };

describe('what a template prints', () => {
  test.each([
    ['is escaped in HTML', '{{ profile.name }}', '&lt;b&gt;&#34;Tom&#34; &amp; &#39;Jerry&#39;&lt;/b&gt;'],
    ['is escaped once, also where the author escapes', '{{ profile.bio | escape }}', 'a&lt;i&gt;\nb'],
    ['is escaped before line breaks become tags', '{{ profile.bio | newline_to_br }}', 'a&lt;i&gt;<br />\nb'],
    [
      'is escaped once in the known idiom',
      '{{ profile.bio | escape | newline_to_br }}',
      'a&lt;i&gt;<br />\nb',
    ],
    ['is escaped as JSON too', '{{ profile.bio | json }}', '&#34;a&lt;i&gt;\\nb&#34;'],
    ['is left alone where the author says raw', '{{ profile.bio | raw }}', 'a<i>\nb'],
  ])('%s', (_name, template, expected) => {
    expect(html.parseAndRenderSync(template, hostile)).toBe(expected);
  });

  it('is not escaped in a subject or a text', () => {
    expect(plain.parseAndRenderSync('{{ profile.name }} {{ profile.bio | newline_to_br }}', hostile)).toBe(
      '<b>"Tom" & \'Jerry\'</b> a<i>\nb',
    );
  });
});

describe('what a template sees', () => {
  test.each([
    ['nothing where nothing is', '[{{ profile.no.such.thing }}]', '[]'],
    ['a default there', "{{ profile.no | default: 'friend' }}", 'friend'],
    ['no constructors', '[{{ profile.constructor }}{{ profile.constructor.constructor }}]', '[]'],
    ['no prototypes', '[{{ profile.__proto__ }}{{ profile["__proto__"].toString }}]', '[]'],
    ['no inherited methods', '[{{ profile.toString }}{{ toString }}{{ hasOwnProperty }}]', '[]'],
  ])('%s', (_name, template, expected) => {
    expect(plain.parseAndRenderSync(template, hostile)).toBe(expected);
  });

  it('own keys, whatever they are called', () => {
    const context = JSON.parse('{"profile":{"__proto__":{"x":1},"constructor":"me"}}') as JsonObject;
    expect(plain.parseAndRenderSync('{{ profile.constructor }}', context)).toBe('me');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each(['include', 'render', 'layout', 'block'])('no other file through {%% %s %%}', (tag) => {
    expect(() => plain.parse(`{% ${tag} '/etc/passwd' %}`)).toThrow(`{% ${tag} %} is not available`);
  });

  it('no filter that does not exist', () => {
    expect(() => plain.parse('{{ 1 | shell }}')).toThrow(/undefined filter: shell/);
  });
});
