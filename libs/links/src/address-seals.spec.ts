import { openRecipientLinks, type AddressSeals } from './index';

const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const [SHOP, OTHER] = ['11111111-2222-4333-8444-555555555555', '66666666-7777-4888-8999-aaaaaaaaaaaa'];
const sealing = (...masterKeys: readonly Uint8Array[]): AddressSeals =>
  openRecipientLinks({ publicUrl: '', masterKeys });
const sealOf = (address: string, workspaceId = SHOP, key = OLD): string =>
  sealing(key).sealsOf(workspaceId, address)[0]?.toString('hex') ?? '';

describe('the seal of an address', () => {
  test('never changes: what was refused years ago must be known again', () => {
    expect(sealOf('ana@example.com')).toBe(
      '2e18aed197851b520a7cf90b2f94efc5ca9e4db65a2d01fb69b5f5536a9e9840',
    );
  });

  test('is the same in any case', () => expect(sealOf('Ana@Example.COM')).toBe(sealOf('ana@example.com')));

  test.each<[string, string]>([
    ['address', sealOf('bia@example.com')],
    ['workspace', sealOf('ana@example.com', OTHER)],
    ['master key', sealOf('ana@example.com', SHOP, NEW)],
  ])('is another of another %s', (_, other) => expect(other).not.toBe(sealOf('ana@example.com')));

  test('is made under each master key, so that rotating forgets nothing', () => {
    const both = sealing(NEW, OLD).sealsOf(SHOP, 'ana@example.com');
    expect(both.map((seal) => seal.toString('hex'))).toEqual([
      sealOf('ana@example.com', SHOP, NEW),
      sealOf('ana@example.com'),
    ]);
  });
});
