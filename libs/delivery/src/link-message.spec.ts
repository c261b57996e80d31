import { linkMessage } from './link-message';
import type { MessageLinks } from './message-links';
import type { Footer } from './unsubscribe-footer';

const links: MessageLinks = {
  unsubscribe: 'https://Mail.example/unsubscribe/0',
  preferences: 'https://Mail.example/preferences/0',
  view: 'https://Mail.example/view/0',
  touches: { click: (link) => `https://Mail.example/click/${link}`, open: 'https://Mail.example/open/0' },
};
const footer = { html: '<p>FOOTER</p>', text: '\nFOOTER' };
const linked = (html: string | null, text: string, given: Footer | null = footer) =>
  linkMessage({ html, text }, links, given);

const OUT = '<a href="https://Mail.example/unsubscribe/0">out</a>';
const PICTURE =
  '<img src="https://Mail.example/open/0" alt="" width="1" height="1" style="display:block;width:1px;height:1px;border:0">';

describe('the links of a message', () => {
  test('lead by way of us, the same target under the same number in both parts', () => {
    const { html, text, targets } = linked(
      '<a href="https://a.example">1</a><a href="https://b.example/x">2</a><a href="https://a.example/">3</a>',
      'https://b.example/x and https://c.example',
      null,
    );
    expect(html).toBe(
      '<a href="https://Mail.example/click/0">1</a><a href="https://Mail.example/click/1">2</a>' +
        `<a href="https://Mail.example/click/0">3</a>${PICTURE}`,
    );
    expect(text).toBe('https://Mail.example/click/1 and https://Mail.example/click/2');
    expect(targets).toEqual(['https://a.example/', 'https://b.example/x', 'https://c.example/']);
  });

  test('that are ours already stay: unsubscribe, preferences, view', () => {
    const ours = ['unsubscribe', 'preferences', 'view'].map((purpose) => `https://Mail.example/${purpose}/0`);
    const html = ours.map((url) => `<a href="${url}">x</a>`).join('');
    expect(linked(html, ours.join(' '))).toEqual({ html: html + PICTURE, text: ours.join(' '), targets: [] });
  });

  test('beyond a thousand targets stay as they are', () => {
    const text = Array.from({ length: 1_001 }, (_, index) => `https://a.example/${index}`).join(' ');
    const { targets, text: after } = linked(null, text, null);
    expect(targets).toHaveLength(1_000);
    expect(after.endsWith('https://Mail.example/click/999 https://a.example/1000')).toBe(true);
  });
});

test('a preview has its links where their author has them, and no picture', () => {
  const html = '<a href="https://a.example">x</a>';
  expect(linkMessage({ html, text: 'x' }, { ...links, touches: null }, null)).toEqual({
    html,
    text: 'x',
    targets: [],
  });
});

describe('the footer', () => {
  test.each<[string, string | null, string, boolean | null, boolean]>([
    ['no way out in either part', '<p>x</p>', 'x', true, true],
    ['one in both', OUT, 'https://mail.example/unsubscribe/0', false, false],
    ['one in the HTML only', OUT, 'x', false, true],
    ['one in the text only', '<p>x</p>', 'Out: https://Mail.example/unsubscribe/0.', true, false],
    ['one that is no link', '<p>https://Mail.example/unsubscribe/0</p>', 'x', true, true],
    ['one in a comment', `<!-- ${OUT} -->`, 'x', true, true],
    ['no HTML', null, 'x', null, true],
  ])('%s', (_, html, text, inHtml, inText) => {
    const made = linked(html, text);
    expect([made.html?.includes('FOOTER') ?? null, made.text.includes('FOOTER')]).toEqual([inHtml, inText]);
  });

  test('comes before the end of the body, and the picture after it', () => {
    expect(linked('<body>x</body>', 'x').html).toBe(`<body>x<p>FOOTER</p>${PICTURE}</body>`);
  });

  test('is not given to messages that need none', () => {
    expect(linked('<p>x</p>', 'x', null)).toEqual({ html: `<p>x</p>${PICTURE}`, text: 'x', targets: [] });
  });
});
