import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { openRecipientLinks, type Purpose, type RecipientLink, type RecipientLinks } from './index';

const publicUrl = 'https://mail.example/jornada';
const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const PURPOSES: readonly Purpose[] = ['click', 'open', 'unsubscribe', 'preferences', 'view', 'erase'];

const linksOf = (...masterKeys: readonly Uint8Array[]): RecipientLinks =>
  openRecipientLinks({ publicUrl, masterKeys });
const links = linksOf(OLD);

const anyLink: fc.Arbitrary<RecipientLink> = fc.record({
  purpose: fc.constantFrom(...PURPOSES),
  workspaceId: fc.uuid(),
  sendId: fc.uuid(),
  link: fc.nat(2 ** 24 - 1),
});
const one: RecipientLink = {
  purpose: 'click',
  workspaceId: '11111111-2222-4333-8444-555555555555',
  sendId: '66666666-7777-5888-9999-aaaaaaaaaaaa',
  link: 3,
};
const tokenOf = (link: RecipientLink, by = links): string => by.urlOf(link).split('/').at(-1) ?? '';

describe('a recipient link', () => {
  test.each<[Purpose, string]>([
    ['click', 'r'],
    ['open', 'o'],
    ['unsubscribe', 'u'],
    ['preferences', 'p'],
    ['view', 'v'],
    ['erase', 'e'],
  ])('to %s stands at /%s/', (purpose, path) => {
    expect(links.urlOf({ ...one, purpose })).toMatch(
      new RegExp(`^https://mail[.]example/jornada/${path}/[0-9A-Za-z_-]{76}$`),
    );
  });

  test('says what was signed, for its own purpose only', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const token = tokenOf(link);
        for (const purpose of PURPOSES)
          expect(links.read(purpose, token)).toEqual(purpose === link.purpose ? link : null);
      }),
    );
  });

  test('is the same however often it is made, so that a message rendered twice is one message', () => {
    expect(links.urlOf(one)).toBe(linksOf(OLD).urlOf(one));
  });

  test('never changes its form: links in mails sent today must work for years', () => {
    expect(tokenOf(one)).toBe('AYTRuT0BERERESIiQzOERFVVVVVVVWZmZmZ3d1iImZmqqqqqqqoAAAOhb-dvW1VMDXQxok6GVt1b');
  });

  test('is not signed for an id that is none', () => {
    expect(() => links.urlOf({ ...one, sendId: 'send' })).toThrow('ids');
    expect(() => links.urlOf({ ...one, link: 2 ** 24 })).toThrow('out of range');
  });
});

describe('what is no token of ours is nothing', () => {
  test('one bit flipped anywhere', () => {
    const bytes = Buffer.from(tokenOf(one), 'base64url');
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([bit, links.read('click', flipped.toString('base64url'))]).toEqual([bit, null]);
    }
  });

  test('cut, lengthened, or put together from two', () => {
    const token = tokenOf(one);
    const other = tokenOf({ ...one, sendId: randomUUID() });
    for (let length = 0; length < token.length; length++) {
      expect(links.read('click', token.slice(0, length))).toBeNull();
      expect(links.read('click', token.slice(length + 1))).toBeNull();
      expect(links.read('click', token.slice(0, length) + other.slice(length) + ' ')).toBeNull();
    }
    for (const cut of [31, 52, 54])
      expect(links.read('click', token.slice(0, cut) + other.slice(cut))).toBeNull();
  });

  const withSigns = (() => {
    for (let link = 0; ; link++) {
      const token = tokenOf({ ...one, link });
      if (token.includes('-') && token.includes('_')) return token;
    }
  })();
  test.each<[string, string]>([
    ['base64 in its other alphabet', withSigns.replaceAll('-', '+').replaceAll('_', '/')],
    ['padded', `${withSigns}=`],
    ['with a space before', ` ${withSigns}`],
    ['with a space after', `${withSigns} `],
    ['with a line end', `${withSigns}\n`],
    ['broken in two lines', `${withSigns.slice(0, 40)}\n${withSigns.slice(40)}`],
    ['with a percent sign', `${withSigns.slice(0, 75)}%41`],
    ['in hex', Buffer.from(withSigns, 'base64url').toString('hex')],
    ['with a character beyond ASCII', `${withSigns.slice(0, 75)}Ａ`],
    ['empty', ''],
    ['zeros', 'A'.repeat(76)],
    ['very long', 'A'.repeat(100_000)],
  ])('%s', (_, text) => {
    expect(links.read('click', withSigns)).not.toBeNull();
    expect(links.read('click', text)).toBeNull();
  });

  test('any text', () => {
    const isNothing = (text: string): void => expect(links.read('click', text)).toBeNull();
    fc.assert(fc.property(fc.string(), isNothing));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 57, maxLength: 57 }), (bytes) =>
        isNothing(Buffer.from(bytes).toString('base64url')),
      ),
    );
  });

  test('signed for one workspace, and said to be of another', () => {
    const bytes = Buffer.from(tokenOf(one), 'base64url');
    bytes.write(randomUUID().replaceAll('-', ''), 6, 'hex');
    expect(links.read('click', bytes.toString('base64url'))).toBeNull();
  });

  test('signed under a master key that is not ours', () => {
    expect(links.read('click', tokenOf(one, linksOf(randomBytes(32))))).toBeNull();
  });
});

describe('rotation', () => {
  const both = linksOf(NEW, OLD);

  test('the newest master key signs', () => expect(tokenOf(one, both)).toBe(tokenOf(one, linksOf(NEW))));

  test('an older one goes on verifying while it is named', () => {
    expect(both.read('click', tokenOf(one, linksOf(OLD)))).toEqual(one);
    expect(linksOf(NEW).read('click', tokenOf(one, linksOf(OLD)))).toBeNull();
  });

  test('without any key there are no links', () => expect(() => linksOf()).toThrow('master key'));
});
