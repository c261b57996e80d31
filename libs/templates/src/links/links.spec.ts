import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { appendToBody, rewriteHtmlLinks, rewriteTextLinks } from '../index';

const OURS = 'https://mail.example/r/token?a=1&b="2"';
const ours = 'https://mail.example/r/token?a=1&amp;b=&quot;2&quot;';

/** Targets that were offered, in order. */
function targetsIn(read: (rewrite: (target: string) => string | null) => unknown): readonly string[] {
  const targets: string[] = [];
  read((target) => {
    targets.push(target);
    return null;
  });
  return targets;
}
const rewritten = (html: string): string => rewriteHtmlLinks(html, () => OURS);

describe('the links of an HTML', () => {
  test.each<[string, string, string]>([
    ['double quotes', '<a href="https://a.example/">x</a>', `<a href="${ours}">x</a>`],
    ['single quotes', "<a href='https://a.example/'>x</a>", `<a href="${ours}">x</a>`],
    ['no quotes', '<a href=https://a.example/>x</a>', `<a href="${ours}">x</a>`],
    ['upper case', '<A HREF="HTTPS://A.EXAMPLE">x</A>', `<A href="${ours}">x</A>`],
    ['room around', '<a\n href\n =\n "https://a.example"\n>', `<a\n href="${ours}"\n>`],
    ['no room between', '<a href="https://a.example"class=b>', `<a href="${ours}"class=b>`],
    [
      'twice in one tag',
      '<a href=http://a.example href="http://b.example">',
      `<a href="${ours}" href="${ours}">`,
    ],
    ['an area', '<map><area href="http://a.example"></map>', `<map><area href="${ours}"></map>`],
    ['space inside, as browsers drop it', '<a href=" https://a.example\n">', `<a href="${ours}">`],
    ['written in entities', '<a href="&#104;ttps&colon;//a.example">', `<a href="${ours}">`],
    ['never closed', '<p><a href="http://a.example">x', `<p><a href="${ours}">x`],
  ])('%s', (_, html, expected) => expect(rewritten(html)).toBe(expected));

  test.each([
    '<a href="mailto:ana@example.com">',
    '<a href="tel:+5511">',
    '<a href="sms:1">',
    '<a href="#top">',
    '<a href="/here">',
    '<a href="//a.example/x">',
    '<a href="">',
    '<a href>',
    '<a name="http://a.example">',
    '<a href="javascript:alert(1)">',
    '<a href="data:text/html,http://a.example">',
    '<a href="ftp://a.example">',
    '<a href="https://">',
    '<a href="https://[">',
    `<a href="https://a.example/${'x'.repeat(4_000)}">`,
    '<link href="https://a.example/style.css">',
    '<img src="https://a.example/i.png">',
    '<!-- <a href="https://a.example"> -->',
    '<!--[if mso]><a href="https://a.example"><![endif]-->',
    '<style>a[href="https://a.example"] { color: red }</style>',
    '<title><a href="https://a.example"></title>',
    '<p title="<a href=https://a.example>">',
    '<a href="https://a.example',
  ])('%s stays as it is', (html) => expect(rewritten(html)).toBe(html));

  test('are offered as a browser would request them', () => {
    const html =
      '<a href="HTTP://A.example:80/a b?x=1&amp;y=ç">1</a><a href="https://a.example/&copy;?a=1&copy=2\r\nX: y">2</a>';
    expect(targetsIn((rewrite) => rewriteHtmlLinks(html, rewrite))).toEqual([
      'http://a.example/a%20b?x=1&y=%C3%A7',
      'https://a.example/%C2%A9?a=1&copy=2X:%20y',
    ]);
  });

  test('whatever the HTML: nothing but addresses changes, and what is offered can stand in a header', () => {
    const odd = fc.constantFrom(
      ...[
        '<a ',
        'href=',
        '"',
        "'",
        'https://a.example',
        '>',
        '</a>',
        '<!--',
        '-->',
        '<',
        '/',
        '=',
        ' ',
        '&amp;',
        '\0',
      ],
      ...[
        '<style>',
        '</style>',
        '<title>',
        '<svg>',
        '<![CDATA[',
        ']]>',
        '<?',
        'ç',
        '\r\n',
        '<area ',
        '<body>',
        '</body>',
      ],
    );
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 30 }), (pieces) => {
        const html = pieces.join('');
        for (const target of targetsIn((rewrite) => rewriteHtmlLinks(html, rewrite)))
          expect(target).toMatch(/^https?:\/\/[!-~]+$/);
        expect(rewriteHtmlLinks(html, () => null)).toBe(html);
        const links = targetsIn((rewrite) => rewriteHtmlLinks(html, rewrite)).length;
        const again = targetsIn((rewrite) => rewriteHtmlLinks(rewritten(html), rewrite));
        expect(again).toEqual(Array.from({ length: links }, () => new URL(OURS).href));
      }),
    );
  });
});

describe('the links of a text', () => {
  const known = (text: string): string => rewriteTextLinks(text, () => '*');

  test.each<[string, string]>([
    ['See https://a.example/x.', 'See *.'],
    ['See https://a.example/x, or http://b.example!', 'See *, or *!'],
    ['Shop [https://a.example/x?a[]=1]now', 'Shop [*]now'],
    ['(https://a.example/x_(y))', '(*)'],
    ['"https://a.example"', '"*"'],
    ['<https://a.example>', '<*>'],
    ['HTTPS://A.EXAMPLE/', '*'],
    ['mailto:ana@example.com, tel:1, www.a.example', 'mailto:ana@example.com, tel:1, www.a.example'],
    ['https://', 'https://'],
    ['nothing', 'nothing'],
  ])('%s', (text, expected) => expect(known(text)).toBe(expected));

  test('are offered as those of the HTML are', () => {
    expect(targetsIn((rewrite) => rewriteTextLinks('[https://a.example]', rewrite))).toEqual([
      'https://a.example/',
    ]);
  });

  test('stay where nothing is to become of them', () => {
    expect(rewriteTextLinks('See https://a.example.', () => null)).toBe('See https://a.example.');
  });
});

describe('what is added to a message', () => {
  const added = '<p id="added"></p>';

  test.each<[string, string]>([
    ['<html><body><p>x</p></body></html>', `<html><body><p>x</p>${added}</body></html>`],
    ['<p>x</p>', `<p>x</p>${added}`],
    ['', added],
    ['<body>x</BODY >y', `<body>x${added}</BODY >y`],
    ['<body>a</body><body>b</body>', `<body>a</body><body>b${added}</body>`],
    ['<body>x<!-- </body>', `<body>${added}x<!-- </body>`],
    ['<!doctype html><p title="x', `<!doctype html>${added}<p title="x`],
    ['<style>p {', `${added}<style>p {`],
    ['<head><title>x</title></head>y<!--', `<head><title>x</title></head>${added}y<!--`],
  ])('%s', (html, expected) => expect(appendToBody(html, added)).toBe(expected));

  test('is read as HTML, whatever the message', () => {
    const odd = fc.constantFrom(
      '<body>',
      '</body>',
      '<!--',
      '-->',
      '<p ',
      '>',
      '"',
      "a='",
      '<style>',
      '</style>',
      'x',
      '<',
    );
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 20 }), (pieces) => {
        const ids: string[] = [];
        new Parser({ onopentag: (_, { id }) => void (id && ids.push(id)) }).end(
          appendToBody(pieces.join(''), added),
        );
        expect(ids).toContain('added');
      }),
    );
  });
});

describe('an address in a text that ends in an underscore', () => {
  const noted = (text: string): string[] => {
    const targets: string[] = [];
    rewriteTextLinks(text, (target) => (targets.push(target), null));
    return targets;
  };

  test('is whole, as tokens end so; but where it is emphasized, the underscore is not its own', () => {
    expect(noted('Out: https://a.example/u/token_ now')).toEqual(['https://a.example/u/token_']);
    expect(noted('_https://a.example/b_')).toEqual(['https://a.example/b']);
  });
});
