import { createHash } from 'node:crypto';
import { deriveId, sendIdOf } from './ids';

/** UUIDv5 as RFC 9562 describes it, by another implementation of SHA-1. */
function uuid5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

describe('derived ids', () => {
  test.each<[readonly (string | number)[]]>([
    [['send', 'w', 'e', 'mail', 1]],
    [['event', 'w', 'a messageId\nof two lines']],
    [['event', 'w', 'ação 💤']],
    [['']],
  ])('of %j are UUIDs of version 5', (parts) => {
    expect(deriveId(...parts)).toBe(uuid5('d9c7a1f2-3b54-5e0a-9c1e-7a2f4b6d8e90', parts.join('\n')));
  });

  test('are the same for the same parts, and for no others', () => {
    const all = [['a', 1], ['a', 2], ['a', '1', ''], ['', 'a', 1], ['á', 1], ['A', 1], ['a1']];
    expect(new Set(all.map((parts) => deriveId(...parts))).size).toBe(all.length);
    expect(deriveId('a', 1)).toBe(deriveId('a', '1'));
  });

  test('tell apart the visits of one step, the steps, the enrollments and the workspaces', () => {
    const ids = [
      sendIdOf('w', 'e', 'mail', 1),
      sendIdOf('w', 'e', 'mail', 2),
      sendIdOf('w', 'e', 'mail-2', 1),
      sendIdOf('w', 'e-2', 'mail', 1),
      sendIdOf('w-2', 'e', 'mail', 1),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
