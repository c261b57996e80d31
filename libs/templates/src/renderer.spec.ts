import type { Json, JsonObject } from '#conditions';

import { openRenderer, type Renderer } from './renderer';
import type { CompiledTemplate, TemplateSource } from './template.contract';

const TIMEOUT_MS = 400;
let renderer: Renderer;

beforeAll(() => {
  renderer = openRenderer({ threads: 2, timeoutMs: TIMEOUT_MS });
});
afterAll(() => renderer.close());

const template = (parts: Partial<CompiledTemplate>): CompiledTemplate => ({
  subject: 's',
  preheader: null,
  html: null,
  text: null,
  ...parts,
});
const times = (count: number, piece: string): string => piece.repeat(count);
const ten = '{% assign a = "xxxxxxxxxx" %}';
const list = '{% assign a = "a,b,c" | split: "," %}';
const grow = '{% assign b = a | push: a %}{% assign a = b | push: b | push: b %}';

const hostile: Readonly<Record<string, string>> = {
  'a huge range': '{% for i in (1..100000000) %}x{% endfor %}',
  'loops in loops':
    '{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}{% endfor %}{% endfor %}{% endfor %}',
  'forty loops in each other': `${times(40, '{% for i in (1..2) %}')}x${times(40, '{% endfor %}')}`,
  'loops in a liquid tag': `{% liquid\n${times(6, 'for i in (1..1000)\n')}echo i\n${times(6, 'endfor\n')}%}`,
  'ranges kept and forgotten': '{% for a in (1..100000) %}{% assign r = (1..1000000) %}{% endfor %}',
  'a table without end':
    '{% tablerow i in (1..1000000) cols: 2 %}x{% endtablerow %}{% tablerow i in (1..1000000) %}{% endtablerow %}',
  'a text that doubles': `${ten}${times(60, '{% assign a = a | append: a %}')}{{ a }}`,
  'a text that doubles in captures': `${ten}${times(60, '{% capture a %}{{ a }}{{ a }}{% endcapture %}')}{{ a }}`,
  'a raw text that doubles in captures': `${ten}${times(60, '{% capture a %}{{ a | raw }}{{ a | raw }}{% endcapture %}')}{{ a | raw }}`,
  'a replacement by itself': `${ten}${times(10, '{% assign a = a | replace: "x", a %}')}{{ a }}`,
  'a replacement of nothing': `${ten}${times(10, '{% assign a = a | replace: "", a %}')}{{ a }}`,
  'base64 of base64': `${ten}{% for i in (1..200) %}{% assign a = a | base64_encode %}{% endfor %}{{ a }}`,
  'lists joined by lists': '{% assign a = (1..100000) %}{% assign s = a | join: ", " %}{{ a | join: s }}',
  'a list that doubles': `${list}${times(60, '{% assign a = a | concat: a %}')}{{ a }}`,
  'a list in itself, printed': `${list}{% for i in (1..40) %}${grow}{% endfor %}{{ a }}`,
  'a list in itself, as JSON': `${list}{% for i in (1..40) %}${grow}{% endfor %}{{ a | json }}`,
  'a list in itself, added up': `${list}{% for i in (1..40) %}${grow}{% endfor %}{{ a | sum }}`,
  'a list in itself, sorted': `${list}{% for i in (1..40) %}${grow}{% endfor %}{{ a | sort | join }}`,
  'sorting again and again':
    '{% for i in (1..1000) %}{% assign a = (1..1000000) | reverse | sort %}{% endfor %}',
  'groups of one': '{% assign a = (1..1900000) | group_by_exp: "i", "i" %}{{ a.size }}',
  'searches in searches':
    '{% assign a = (1..9000) %}{% for i in (1..100) %}{% assign b = a | where_exp: "i", "a contains 99999999" %}{% endfor %}',
  'a date of a gigabyte': '{{ "now" | date: "%1000000000d" }}',
  'a million dates': '{% for i in (1..1000000) %}{{ "now" | date: "%c%c%c%c" }}{% endfor %}',
  'a million languages':
    '{% for i in (1..1000000) %}{% assign l = "en-x-" | append: i %}{{ 1 | money: "BRL", l }}{% endfor %}',
  'hashes of the data': '{% for i in (1..1000000) %}{% assign a = profile.spaces | sha256 %}{% endfor %}',
  'searches in the data':
    '{% for i in (1..1000000) %}{% if profile.spaces contains "xxxxxxxx" %}{% endif %}{% endfor %}',
  'ifs in ifs': `${times(20_000, '{% if true %}')}x${times(20_000, '{% endif %}')}`,
  'brackets in brackets': `{{ ${times(20_000, 'profile[')}"a"${times(20_000, ']')} }}`,
  'elements in elements': '{% for i in (1..150000) %}<div>{% endfor %}',
  'tables in tables': '{% for i in (1..60000) %}<table><tr><td>{% endfor %}',
  'attributes without end': '<a {% for i in (1..200000) %} x{{ i }}="1"{% endfor %}>',
  'a counter in place of the person': '{% for i in (1..10000000) %}{% increment profile %}{% endfor %}',
};

describe('a hostile template ends with a sentence, and harms no neighbour', () => {
  const context = { profile: { spaces: ' '.repeat(300_000) } };
  const neighbour = template({ html: '<p>{{ profile.name }}</p>' });

  test.each(Object.entries(hostile))('%s', async (_name, html) => {
    const [bad, good] = await Promise.all([
      renderer.render(template({ html }), context),
      renderer.render(neighbour, { profile: { name: 'Ada' } }),
    ]);
    expect(bad).toMatchObject({
      kind: 'failed',
      code: expect.stringMatching(/^template-(error|timeout|too-big)$/) as string,
      sentence: expect.stringMatching(/^The .*\.$/) as string,
    });
    expect(good).toEqual({ kind: 'rendered', subject: 's', html: '<p>Ada</p>', text: 'Ada' });
  });

  test.each(['subject', 'text'] as const)('also in the %s', async (part) => {
    for (const source of [hostile['a text that doubles'], hostile['a list in itself, printed']]) {
      const bad = await renderer.render(template({ text: 't', [part]: source }), context);
      expect(bad).toMatchObject({ kind: 'failed', code: expect.stringMatching(/timeout|too-big/) as string });
    }
  });

  it('while it runs, a neighbour goes on: all of its messages are there before it ends', async () => {
    const ends: string[] = [];
    const note = (name: string) => () => ends.push(name);
    const bad = renderer
      .render(template({ html: hostile['a million dates'] }), context)
      .then(note('hostile'));
    for (let n = 0; n < 10; n += 1) await renderer.render(neighbour, { profile: { name: 'Ada' } });
    note('neighbour')();
    await bad;
    expect(ends).toEqual(['neighbour', 'hostile']);
  });

  it('many of a kind wait for each other once it is known what they are, and nobody waits for them', async () => {
    const html = `${hostile['a million dates']}again`;
    await renderer.render(template({ html }), context);
    let ended = 0;
    const bad = Array.from({ length: 8 }, () =>
      renderer.render(template({ html }), context).then(() => (ended += 1)),
    );
    for (let n = 0; n < 5; n += 1) await renderer.render(neighbour, { profile: { name: 'Ada' } });
    // Had they stood in one line with the others, at least six of them would have come before the neighbour.
    expect(ended).toBeLessThan(4);
    await Promise.all(bad);
  });

  it('leaves nothing behind for the next', async () => {
    const poison =
      '{% assign __proto__ = profile %}{% assign constructor = 1 %}{% increment toString %}{% assign upcase = 2 %}';
    await Promise.all(
      [1, 2].map(() => renderer.render(template({ html: poison }), { profile: { stain: 'x' } })),
    );
    const html = '[{{ stain }}{{ constructor }}{{ toString }}{{ "a" | upcase }}]';
    expect(await renderer.render(template({ html }), { profile: {} })).toMatchObject({ html: '[A]' });
  });

  it('goes on where the data is nested beyond reason', async () => {
    let deep: Json = 'x';
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    const context: JsonObject = { profile: { deep, name: 'Ada' } };
    const bad = await renderer.render(
      template({ html: '{{ profile.deep }}{{ profile.deep | json }}' }),
      context,
    );
    expect(bad).toMatchObject({ kind: 'failed', code: 'template-error' });
    expect(await renderer.render(neighbour, { profile: { name: 'Ada' } })).toMatchObject({
      kind: 'rendered',
    });
  });
});

describe('a hostile template that is compiled ends with a sentence, and renders go on', () => {
  const mjml = (inside: string): TemplateSource => ({
    subject: 's',
    mjml: `<mjml><mj-body>${inside}</mj-body></mjml>`,
  });
  const sections = '<mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section>';
  const block = "{% include 'a' %}{% include 'b' %}";
  let hasty: Renderer;
  beforeAll(() => {
    hasty = openRenderer({ threads: 1, compileTimeoutMs: 900 });
  });
  afterAll(() => hasty.close());

  test.each<[what: string, source: TemplateSource]>([
    ['elements in elements', mjml(`${times(3_000, '<mj-section>')}${times(3_000, '</mj-section>')}`)],
    ['more MJML than can be compiled in time', mjml(times(4_000, sections))],
    ['more than there may be', { subject: 's', html: times(500_001, 'x') }],
    ['loops in loops', mjml(`${times(20_000, '{% for i in (1..9) %}')}`)],
    [
      'blocks that come back to themselves',
      { subject: 's', html: block, blocks: { a: { html: block }, b: { html: block } } },
    ],
    [
      'blocks that double in each other',
      {
        ...{ subject: 's', html: "{% include 'b0' %}" },
        blocks: Object.fromEntries(
          Array.from({ length: 60 }, (_, n) => {
            const next = `{% include 'b${n + 1}' %}`;
            return [`b${n}`, { html: n === 59 ? 'x' : next + next }] as const;
          }),
        ),
      },
    ],
    [
      'blocks that are long',
      { subject: 's', html: times(100, "{% include 'a' %}"), blocks: { a: { html: times(300_000, 'x') } } },
    ],
    ['brackets in brackets', { subject: `{{ ${times(20_000, 'profile[')}`, text: 'x' }],
  ])('%s', async (_, source) => {
    const compiling = hasty.compile(source);
    expect(await hasty.render(template({ text: 'x' }), {})).toMatchObject({ kind: 'rendered' });
    const made = await compiling;
    if (made.kind !== 'problems') throw new Error('it compiled');
    expect(made.problems[0]).toMatchObject({
      sentence: expect.stringMatching(/\.$/) as string,
      hint: expect.stringMatching(/.\./) as string,
    });
  });
});

describe('a renderer', () => {
  // However busy the machine is: nothing here is to be stopped.
  const patience = { timeoutMs: 30_000, compileTimeoutMs: 60_000 };
  let renderer: Renderer;
  beforeAll(() => {
    renderer = openRenderer({ threads: 2, ...patience });
  });
  afterAll(() => renderer.close());

  it('compiles, renders what it compiled, and many at once', async () => {
    const mjml =
      '<mjml><mj-body>{% for item in event.items %}<mj-section><mj-column><mj-text>{{ item }}</mj-text>' +
      '</mj-column></mj-section>{% endfor %}</mj-body></mjml>';
    const compilation = await renderer.compile({ subject: 'Hi {{ profile.name }}', preheader: 'soon', mjml });
    if (compilation.kind !== 'compiled') throw new Error(JSON.stringify(compilation.problems));
    const messages = await Promise.all(
      Array.from({ length: 100 }, (_none, n) =>
        renderer.render(compilation.compiled, { profile: { name: n }, event: { items: ['a', 'b', n] } }),
      ),
    );
    messages.forEach((message, n) => {
      expect(message).toMatchObject({ kind: 'rendered', subject: `Hi ${n}`, text: `a\n\nb\n\n${n}` });
    });
  });

  it('tells the problems of a template as compiling here does', async () => {
    expect(await renderer.compile({ subject: '{{ x', html: '' })).toMatchObject({
      kind: 'problems',
      problems: [{ part: 'subject', line: 1, column: 1 }],
    });
  });

  it('ends with a sentence where compiling needs too much', async () => {
    const hasty = openRenderer({ threads: 1, compileTimeoutMs: 1 });
    const sections = times(20_000, '<mj-section></mj-section>');
    const compilation = await hasty.compile({
      subject: 's',
      mjml: `<mjml><mj-body>${sections}</mj-body></mjml>`,
    });
    await hasty.close();
    expect(compilation).toMatchObject({
      kind: 'problems',
      problems: [{ part: 'mjml', sentence: 'The template was not ready after 1 ms.' }],
    });
  });

  it('refuses once it is closed', async () => {
    const closed = openRenderer({ threads: 1 });
    await closed.close();
    await expect(closed.render(template({ text: 'x' }), {})).rejects.toMatchObject({
      code: 'renderer-closed',
    });
  });
});
