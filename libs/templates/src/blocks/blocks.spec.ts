import { compileTemplate } from '../template.compile';
import type { Blocks, CompiledTemplate, TemplateProblem } from '../template.contract';

const blocks: Blocks = {
  footer: {
    mjml: '<mj-section><mj-column><mj-text>Bye {{ profile.name }}</mj-text></mj-column></mj-section>',
    html: '<p>Bye {{ profile.name }}</p>',
    text: 'Bye {{ profile.name }}',
  },
  nested: { html: "<div>{% include 'footer' %}</div>" },
  broken: { html: '<p>\n  {{ 1 | shell }}' },
  evil: { html: '<p>x</p><script></script>' },
  endless: { html: "{% include 'round' %}" },
  round: { html: "{% include 'endless' %}" },
  bomb: { html: "{% include 'nested' %}".repeat(150) },
};

async function compiled(source: object): Promise<CompiledTemplate> {
  const made = await compileTemplate({ subject: 's', ...source, blocks });
  if (made.kind === 'problems') throw new Error(JSON.stringify(made.problems));
  return made.compiled;
}
async function problemsOf(source: object): Promise<readonly TemplateProblem[]> {
  const made = await compileTemplate({ subject: 's', ...source, blocks });
  return made.kind === 'problems' ? made.problems : [];
}

describe('a block', () => {
  test.each<[where: string, source: object, part: 'subject' | 'html' | 'text', found: string]>([
    ['into HTML', { html: "<b>{% include 'footer' %}</b>" }, 'html', '<b><p>Bye {{ profile.name }}</p></b>'],
    ['into text', { text: '{%- include "footer" -%}.' }, 'text', 'Bye {{ profile.name }}.'],
    [
      'into a subject',
      { subject: "{% include 'footer' %}!", text: 'x' },
      'subject',
      'Bye {{ profile.name }}!',
    ],
    ['into another', { html: "{% include 'nested' %}" }, 'html', '<div><p>Bye {{ profile.name }}</p></div>'],
    ['not into what is raw', { html: "{% raw %}{% include 'x' %}{% endraw %}" }, 'html', "{% include 'x' %}"],
  ])('is put %s', async (_, source, part, found) => {
    expect((await compiled(source))[part]).toContain(found);
  });

  it('is put into MJML as MJML, and HTML into its text', async () => {
    const text = "<mj-section><mj-column><mj-text>{% include 'nested' %}</mj-text></mj-column></mj-section>";
    const mjml = `<mjml><mj-body>${text}{% include 'footer' %}</mj-body></mjml>`;
    const { html } = await compiled({ mjml });
    expect(html).toMatch(/<div><p>Bye[^]*<\/p><\/div>[^]*Bye \{\{ profile\.name \}\}<\/div>/);
    expect(html).not.toContain('mj-section');
  });

  it('sees what is around it', async () => {
    const made = await compileTemplate({
      ...{ subject: 's', blocks: { item: { html: '{{ item.sku }}{{ other }}' } } },
      html: "{% for item in event.items %}{% include 'item' %}{% endfor %}",
    });
    expect(made).toMatchObject({
      kind: 'compiled',
      reads: [
        { keys: ['event', 'items'], part: 'html', line: 1, column: 16 },
        { keys: ['other'], part: 'html', line: 1, column: 18, block: 'item' },
      ],
    });
  });

  test.each<[what: string, html: string, place: object, sentence: string]>([
    ['that there is not', "\n <p>{% include 'none' %}", { line: 2, column: 5 }, "There is no block 'none'."],
    [
      'that means something to JavaScript',
      "{% include 'constructor' %}",
      {},
      "There is no block 'constructor'.",
    ],
    [
      'that is not named',
      '{% include footer %}',
      { line: 1, column: 1 },
      'It is not said which block is to stand here.',
    ],
    [
      'that is given something',
      "{% include 'footer', a: 1 %}",
      {},
      'It is not said which block is to stand here.',
    ],
    [
      'whose Liquid is wrong',
      "<p></p>\n{% include 'broken' %}",
      { block: 'broken', line: 2, column: 3 },
      'Liquid: undefined filter: shell.',
    ],
    [
      'that could run code',
      "<p></p>{% include 'evil' %}",
      { block: 'evil', line: 1, column: 9 },
      '<script> is not allowed in a message.',
    ],
    [
      'that is put into itself',
      "{% include 'endless' %}",
      { block: 'round' },
      "The block 'endless' is put into itself: endless → round → endless.",
    ],
    ['that grows without end', "{% include 'bomb' %}".repeat(50), {}, 'Too many blocks are put in here.'],
  ])('%s is a problem', async (_, html, place, sentence) => {
    expect((await problemsOf({ html }))[0]).toMatchObject({ part: 'html', ...place, sentence });
  });

  it('without what this part needs is a problem', async () => {
    expect(await problemsOf({ text: "{% include 'nested' %}" })).toMatchObject([
      { part: 'text', line: 1, column: 1, sentence: "The block 'nested' has no text." },
    ]);
  });

  it('moves nothing that stands behind it', async () => {
    const html = "<p>\n{% include 'footer' %}{% include 'nested' %}\n{{ 1 | shell }}";
    expect(await problemsOf({ html })).toMatchObject([{ line: 3, column: 1 }]);
    expect((await problemsOf({ html }))[0]).not.toHaveProperty('block');
  });
});
