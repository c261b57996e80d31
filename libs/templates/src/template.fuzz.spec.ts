import fc from 'fast-check';

import { renderMessage } from './message.render';
import { compileTemplate } from './template.compile';
import type { Compilation } from './template.contract';

const fragments =
  '{{ }} {% %} {%- -%} profile.name event.items |money: |date: |plural: if endif for|i|in endfor else assign|a|= ' +
  'raw endraw comment endcomment <mjml> </mjml> <mj-head> </mj-head> <mj-body> </mj-body> <mj-section> ' +
  '</mj-section> <mj-column> </mj-column> <mj-text> </mj-text> <mj-raw> </mj-raw> <mj-text|color=" <p > /> <!-- ' +
  '--> <![CDATA[ ]]> " \' = & &lt; <a|href=" javascript: {%|if|profile.name|%} {%|endif|%} {{|profile.name|}} ' +
  '{%|for|i|in|event.items|%} {%|endfor|%} \0 \ud83c 🎈 x 1 .. ( ) [ ] , . : {%|liquid #';
/** Words of Liquid, MJML and HTML; blanks inside of them are written as bars above. */
const fragment = fc.constantFrom(
  '\n',
  ' ',
  '|',
  ...fragments.split(' ').map((word) => word.replaceAll('|', ' ')),
);
const written = fc.array(fragment, { maxLength: 25 }).map((list) => list.join(''));
const document = written.map((inside) => `<mjml><mj-body>${inside}</mj-body></mjml>`);

/** Renders what compiled; answers the subject of the message, or what is wrong. */
function sentenceOf(compilation: Compilation): string {
  if (compilation.kind === 'problems') return compilation.problems[0]?.sentence ?? '';
  const context = { profile: { name: '<b>"&' }, event: { items: [1, 'a', null, { b: [] }] } };
  const rendered = renderMessage(compilation.compiled, context, 10_000);
  return rendered.kind === 'rendered' ? rendered.subject : rendered.sentence;
}

describe('whatever is written', () => {
  test.each(['html', 'mjml', 'text', 'subject', 'preheader'] as const)(
    'compiling and rendering the %s ends with an answer',
    async (part) => {
      await fc.assert(
        fc.asyncProperty(part === 'mjml' ? fc.oneof(written, document) : written, async (source) => {
          const body = part === 'mjml' ? {} : { html: '<p>x</p>' };
          const compilation = await compileTemplate({ subject: 's', ...body, [part]: source });
          expect(sentenceOf(compilation)).not.toBe('');
        }),
        { numRuns: 300 },
      );
    },
  );
});
