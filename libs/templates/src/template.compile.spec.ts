import { compileTemplate } from './template.compile';
import type { CompiledTemplate, TemplateProblem, TemplateSource } from './template.contract';

async function problems(source: TemplateSource): Promise<readonly TemplateProblem[]> {
  const compilation = await compileTemplate(source);
  if (compilation.kind !== 'problems') throw new Error('it compiled');
  return compilation.problems;
}

async function compiled(
  source: TemplateSource,
): Promise<{ compiled: CompiledTemplate; warnings: readonly TemplateProblem[] }> {
  const compilation = await compileTemplate(source);
  if (compilation.kind !== 'compiled') throw new Error(JSON.stringify(compilation.problems));
  return compilation;
}

describe('what cannot become a message', () => {
  const html = '<p>x</p>';
  test.each([
    ['no subject', { subject: ' ', html }, 'subject', null, null, 'The subject is empty.'],
    ['no body', { subject: 's' }, 'mjml', null, null, 'The template has no body.'],
    ['two bodies', { subject: 's', html, mjml: '<mjml></mjml>' }, 'html', null, null, 'either MJML or HTML'],
    ['an output that is not closed', { subject: 'Hi {{ profile.n', html }, 'subject', 1, 4, 'not closed'],
    [
      'a tag that is not closed',
      { subject: 's', html: '<p>\n  {% if profile.n %}</p>' },
      'html',
      2,
      3,
      'tag {% if profile.n %} not closed',
    ],
    [
      'a tag that does not exist',
      { subject: 's', html: '\n\n {% fi %}' },
      'html',
      3,
      2,
      'tag "fi" not found',
    ],
    [
      'a filter that does not exist',
      { subject: 's', html, text: '{{ 1 | shout }}' },
      'text',
      1,
      1,
      'undefined filter: shout',
    ],
    [
      'another file',
      { subject: 's', html, preheader: "{% include 'x' %}" },
      'preheader',
      1,
      1,
      "There is no block 'x'",
    ],
    ['a script', { subject: 's', html: '<p>\n<script>x</script>' }, 'html', 2, 1, '<script> is not allowed'],
    [
      'a handler behind Liquid',
      { subject: 's', html: "<p>{{ 'a\nb' }}\n<b onclick='{{ x }}'>" },
      'html',
      3,
      1,
      'onclick runs code',
    ],
    [
      'an address that runs code',
      { subject: 's', html: '<a href="javascript:{{ x }}">' },
      'html',
      1,
      1,
      'address in href runs code',
    ],
    [
      'Liquid nested beyond reason',
      { subject: 's', html: '{% if a %}'.repeat(30_000) },
      'html',
      null,
      null,
      '',
    ],
    [
      'a part of a megabyte',
      { subject: 's', html: 'x'.repeat(1_000_000) },
      'html',
      null,
      null,
      'longer than 500000 characters',
    ],
  ] as const)('%s', async (_name, source: TemplateSource, part, line, column, sentence) => {
    const [first] = await problems(source);
    expect(first).toMatchObject(line === null ? { part } : { part, line, column });
    expect(first?.sentence).toContain(sentence);
    expect(first?.hint).not.toBe('');
  });

  it('tells the problems of all parts at once', async () => {
    const found = await problems({ subject: '{{', html: '{% if %}', text: '{{ 1 | no }}' });
    expect(found.map(({ part }) => part)).toEqual(['subject', 'html', 'text']);
  });
});

describe('a compiled template', () => {
  it('is plain data with its Liquid kept', async () => {
    const source = {
      subject: 'Hi {{ profile.n }}',
      html: '<p>{{ event.x | money: "BRL" }}</p>',
      text: '{{ run.a }}',
    };
    const made = await compiled(source);
    expect(made).toMatchObject({ kind: 'compiled', compiled: { ...source, preheader: null }, warnings: [] });
    expect(JSON.parse(JSON.stringify(made.compiled))).toEqual(made.compiled);
  });

  it('may be text only', async () => {
    expect((await compiled({ subject: 's', text: 't' })).compiled.html).toBeNull();
  });

  test.each([
    [
      'behind the body tag',
      '<html><body class="{{ "x>" }}"><p>x</p>',
      '<body class="{{ "x>" }}"><div style="display:none',
    ],
    [
      'behind the head, where there is no body tag',
      '<!doctype html><head></head><p>x</p>',
      '</head><div style="display:none',
    ],
    [
      'behind the doctype, where there is neither',
      '<!doctype html><p>x</p>',
      '<!doctype html><div style="display:none',
    ],
    ['in front of a mere piece', '<p>x</p>', '<div style="display:none'],
  ])('has its preheader %s', async (_name, html, expected) => {
    const made = await compiled({ subject: 's', preheader: 'a < {{ profile.n }}', html });
    expect(made.compiled.html).toContain(expected);
    expect(made.compiled.html).toContain('>a &lt; {{ profile.n }}</div>');
    expect(made.compiled.html).toContain('<p>x</p>');
  });
});

describe('a compiled template warns', () => {
  test.each([
    [
      'of HTML that Gmail cuts off',
      { subject: 's', html: `<p>${'x'.repeat(103_000)}` },
      null,
      null,
      'Gmail cuts',
    ],
  ])('%s', async (_name, source: TemplateSource, line, column, sentence) => {
    const { warnings } = await compiled(source);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ line, column });
    expect(warnings[0]?.sentence).toContain(sentence);
  });
});
