import fc from 'fast-check';

import { renderMessage } from './message.render';
import { compileTemplate } from './template.compile';

const fragment = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{%-',
    '-%}',
    'profile.name',
    'event.items',
    '| money:',
    '| date:',
    '| plural:',
  ],
  ...['if', 'endif', 'for i in', 'endfor', 'else', 'assign a =', 'raw', 'endraw', 'comment', 'endcomment'],
  ...[
    '<mjml>',
    '</mjml>',
    '<mj-head>',
    '</mj-head>',
    '<mj-body>',
    '</mj-body>',
    '<mj-section>',
    '</mj-section>',
  ],
  ...['<mj-column>', '</mj-column>', '<mj-text>', '</mj-text>', '<mj-raw>', '</mj-raw>', '<mj-text color="'],
  ...[
    '<p',
    '>',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '"',
    "'",
    '=',
    '&',
    '&lt;',
    '<a href="',
    'javascript:',
  ],
  ...[
    '{% if profile.name %}',
    '{% endif %}',
    '{{ profile.name }}',
    '{% for i in event.items %}',
    '{% endfor %}',
  ],
  ...[
    '\n',
    ' ',
    '\0',
    '\ud83c',
    '🎈',
    'x',
    '1',
    '..',
    '(',
    ')',
    '[',
    ']',
    ',',
    '|',
    '.',
    ':',
    '{% liquid',
    '#',
  ],
);
const written = fc.array(fragment, { maxLength: 25 }).map((list) => list.join(''));
const document = written.map((inside) => `<mjml><mj-body>${inside}</mj-body></mjml>`);

describe('whatever is written', () => {
  test.each(['html', 'mjml', 'text', 'subject', 'preheader'] as const)(
    'compiling and rendering the %s ends with an answer',
    async (part) => {
      await fc.assert(
        fc.asyncProperty(part === 'mjml' ? fc.oneof(written, document) : written, async (source) => {
          const body = part === 'mjml' ? {} : { html: '<p>x</p>' };
          const compilation = await compileTemplate({ subject: 's', ...body, [part]: source });
          if (compilation.kind === 'problems') {
            expect(compilation.problems.length).toBeGreaterThan(0);
            return;
          }
          const context = { profile: { name: '<b>"&' }, event: { items: [1, 'a', null, { b: [] }] } };
          const rendered = renderMessage(compilation.compiled, context, 10_000);
          expect(rendered.kind === 'rendered' ? rendered.subject : rendered.sentence).not.toBe('');
        }),
        { numRuns: 300 },
      );
    },
  );
});
