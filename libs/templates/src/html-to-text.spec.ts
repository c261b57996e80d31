import { textOfHtml } from './html-to-text';

describe('the text of an HTML message', () => {
  test.each([
    ['keeps words and paragraphs', '<h1>Hi</h1><p>one <b>two</b></p><p>three</p>', 'Hi\n\none two\n\nthree'],
    ['puts links behind their words', '<a href="https://x.example/a">Go</a>', 'Go [https://x.example/a]'],
    ['says a link once', '<a href="https://x.example">https://x.example</a>', 'https://x.example'],
    [
      'makes a line of a row',
      '<table><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>',
      'A 1\nB 2',
    ],
    ['skips images, styles and what is hidden', hidden(), 'seen'],
    ['decodes entities', 'Tom &amp; &lt;Jerry&gt; &#8364;', 'Tom & <Jerry> €'],
    ['leaves no piles of empty lines', '<div><p>a</p></div><br><br><br><br><p>b</p>', 'a\n\nb'],
  ])('%s', (_name, html, expected) => {
    expect(textOfHtml(html)).toBe(expected);
  });
});

function hidden(): string {
  return (
    '<head><title>t</title><style>p{}</style></head><div style="display:none;x:y">a</div>' +
    '<img src="x" alt="y"><p style="color:red;display: none">b</p><p hidden>c</p><!-- d --><p>seen</p>'
  );
}
