import type { JsonObject } from '#conditions';

import { renderMessage } from './message.render';
import type { CompiledTemplate, Rendered } from './template.contract';

function render(template: Partial<CompiledTemplate>, context: JsonObject = {}): Rendered {
  const whole = { subject: 's', preheader: null, html: null, text: null, ...template };
  return renderMessage(whole, context, 10_000);
}

describe('a rendered message', () => {
  const ada = { profile: { name: 'Ada & <Co>' } };
  test.each([
    [
      'escapes in HTML only',
      { subject: '{{ profile.name }}', html: '<p>{{ profile.name }}</p>', text: '{{ profile.name }}' },
      ada,
      { subject: 'Ada & <Co>', html: '<p>Ada &amp; &lt;Co&gt;</p>', text: 'Ada & <Co>' },
    ],
    [
      'makes its text from the HTML',
      { html: '<p>Hi {{ profile.name }}, <a href="https://x.example">go</a></p>' },
      ada,
      { text: 'Hi Ada & <Co>, go [https://x.example]' },
    ],
    [
      'says its subject where the HTML has no words',
      { subject: 'Look', html: '<img src="x">' },
      {},
      { text: 'Look' },
    ],
    [
      'has no HTML where the template has none',
      { text: 'only {{ run.a }}' },
      { run: { a: 1 } },
      { html: null, text: 'only 1' },
    ],
    [
      'keeps its subject on one line',
      { subject: 'Hi {{ profile.n }}' },
      { profile: { n: 'a\r\nBcc: x@y.example' } },
      { subject: 'Hi a Bcc: x@y.example' },
    ],
    [
      'has no NUL and no half characters',
      {
        subject: 'a{{ profile.n | slice: 0 }}',
        html: 'b{{ profile.n | slice: 0 }}\0',
        text: 'c\0{{ profile.n | slice: 0 }}',
      },
      { profile: { n: '\ud83c' } },
      { subject: 'a\ufffd', html: 'b\ufffd', text: 'c\ufffd' },
    ],
    ['renders what is missing as empty', { text: '[{{ event.a.b.c }}]' }, {}, { text: '[]' }],
  ])('%s', (_name, template, context: JsonObject, expected) => {
    expect(render(template, context)).toMatchObject({ kind: 'rendered', ...expected });
  });
});

describe('a message that must not leave', () => {
  test.each([
    [
      'without a subject',
      { subject: '{{ event.none }}', text: 'x' },
      {},
      'The subject is empty for this person.',
    ],
    [
      'with an address from the data that runs code',
      { html: '<a href="{{ profile.site }}">x</a>' },
      { profile: { site: 'java\nscript:alert(1)' } },
      'In <a>: the address in href runs code or holds a document. It came with the data.',
    ],
    [
      'with a script from the data',
      { html: '{{ profile.bio | raw }}' },
      { profile: { bio: '<script>x</script>' } },
      '<script> is not allowed in a message. It came with the data.',
    ],
    [
      'with a handler that slipped into an attribute without quotes',
      { html: '<a title={{ profile.t }}>' },
      { profile: { t: 'x onclick=alert(1)' } },
      'In <a>: the attribute onclick runs code. It came with the data.',
    ],
    [
      'with a price without a currency',
      { html: '{{ event.total | money: event.currency }}' },
      { event: { total: 5 } },
      "The html failed at {{ event.total | money: event.currency }}: money needs a currency of three letters (ISO 4217), such as money: 'BRL'.",
    ],
  ])('%s', (_name, template, context: JsonObject, sentence) => {
    expect(render(template, context)).toEqual({ kind: 'failed', code: 'template-error', sentence });
  });

  it('does not tell what it was rendered with', () => {
    const context = { profile: { secret: "ada@example.org ' | {{" } };
    const failed = render(
      { text: '{{ (1..3) | where_exp: "i", profile.secret }}{{ profile.secret | base64_decode }}' },
      context,
    );
    expect(failed).toMatchObject({ kind: 'failed', code: 'template-error' });
    expect(JSON.stringify(failed)).not.toContain('ada@');
  });

  it('fails where a stored template no longer parses', () => {
    expect(render({ text: '{% if %}' })).toMatchObject({ kind: 'failed', code: 'template-error' });
  });

  it('renders the same from the kept parse, and many different ones', () => {
    for (let number = 0; number < 50; number += 1) {
      const text = `${'x'.repeat(60_000)}${number} {{ run.a }}`;
      expect(render({ text }, { run: { a: number } })).toMatchObject({
        text: `${'x'.repeat(60_000)}${number} ${number}`,
      });
      expect(render({ text }, { run: { a: 'again' } })).toMatchObject({
        text: `${'x'.repeat(60_000)}${number} again`,
      });
    }
  });
});
