import { findUnsafeHtml } from './html-safety';

describe('HTML that may reach nobody', () => {
  test.each([
    '<script>alert(1)</script>',
    '<SCRIPT SRC=//x>',
    '<img src=x onerror=alert(1)>',
    '<p OnClick="x">',
    '<a/onclick=x>',
    '<a href="javascript:alert(1)">',
    '<a href="JaVaScRiPt:x">',
    '<a href=" \n javascript:x">',
    '<a href="java\tscript:x">',
    '<a href="java&#9;script&colon;x">',
    '<a href="&#106;avascript:x">',
    '<a href="\u0001javascript:x">',
    '<a href=vbscript:x>',
    '<a href="data:text/html,<script>x</script>">',
    '<img src="data:image/svg+xml;base64,AAAA">',
    '<form action="javascript:x">',
    '<button formaction="javascript:x">',
    '<td background="javascript:x">',
    '<iframe src="https://x">',
    '<object data="x">',
    '<embed src="x">',
    '<base href="https://evil">',
    '<svg><animate attributeName=href values=javascript:x /></svg>',
    '<math><mtext></mtext></math>',
    '<meta http-equiv="Refresh" content="0;url=https://x">',
    '<div style="width: expression(alert(1))">',
    '<div style="background:url(javascript:x)">',
  ])('%s', (html) => {
    expect(findUnsafeHtml(html).length).toBeGreaterThan(0);
  });
});

describe('HTML of ordinary messages', () => {
  test.each([
    '<a href="https://x.example/?a=1&amp;javascript=2">javascript: the good parts</a>',
    '<a href="mailto:a@b.example">x</a><a href="tel:+1">x</a><a href="myapp://cart">x</a><a href="#top">x</a>',
    '<img src="data:image/png;base64,AAAA" alt="onclick=1">',
    '<img src="cid:logo"><meta http-equiv="X-UA-Compatible" content="IE=edge">',
    '<style>a { color: red }</style><link href="https://f.example/css" rel="stylesheet">',
    '<!--[if mso]><xml><o:OfficeDocumentSettings/></xml><![endif]-->',
    '<p title="data: none">1 < 2 && 3 > 2</p>',
  ])('%s', (html) => {
    expect(findUnsafeHtml(html)).toEqual([]);
  });

  it('says where the tag begins', () => {
    expect(findUnsafeHtml('<p>ok</p><b onclick="x">')).toEqual([
      {
        offset: 9,
        sentence: 'In <b>: the attribute onclick runs code.',
        hint: 'Remove it: mail programs ignore it.',
      },
    ]);
  });
});
