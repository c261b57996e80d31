import { html } from './html';

describe('HTML from a template', () => {
  it.each([
    ['a tag', '<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
    ['the end of an attribute', '" onload="x', '&#34; onload=&#34;x'],
    ['the end of one in single quotes', "' x='", '&#39; x=&#39;'],
    ['an entity', '&lt;', '&#38;lt;'],
    ['plain text', 'Olá, 😀', 'Olá, 😀'],
    ['a number', 7, '7'],
  ])('escapes %s', (_, value, written) => {
    expect(html`<p title="${value}">${value}</p>`.html).toBe(`<p title="${written}">${written}</p>`);
  });

  it('takes HTML as it is, alone and as a list', () => {
    const item = html`<b>${'<'}</b>`;
    const written = html`<p>${item}${[item, item]}</p>`.html;
    expect(written).toBe(`<p>${'<b>&#60;</b>'.repeat(3)}</p>`);
  });
});
