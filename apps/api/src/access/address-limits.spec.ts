import { AddressLimits } from './address-limits';

const SECOND = 1_000;
const HERE = '203.0.113.9';

describe('One address with one browser key', () => {
  it('may send half a minute’s worth at once, then so many a second', () => {
    const limits = new AddressLimits(10);
    const calls = Array.from({ length: 301 }, () => limits.note('k', HERE, 1, 0));
    expect(calls.filter((seconds) => seconds === 0)).toHaveLength(300);
    expect(calls.at(-1)).toBe(1);
    const later = Array.from({ length: 11 }, () => limits.note('k', HERE, 1, SECOND));
    expect(later.filter((seconds) => seconds === 0)).toHaveLength(10);
  });

  it('may send a batch of any size while anything is left, and is told when to come again', () => {
    const limits = new AddressLimits(10);
    expect(limits.note('k', HERE, 2_500, 0)).toBe(0);
    const seconds = limits.note('k', HERE, 1, 0);
    expect(seconds).toBe(221);
    expect(limits.note('k', HERE, 1, (seconds - 1) * SECOND)).toBe(1);
    expect(limits.note('k', HERE, 1, seconds * SECOND)).toBe(0);
  });

  it('has no more after a pause than at the start, and no less after a clock went back', () => {
    const limits = new AddressLimits(1);
    limits.note('k', HERE, 1, 1e12);
    limits.note('k', HERE, 30, 2e12);
    expect(limits.note('k', HERE, 1, 2e12)).toBe(1);
    expect(limits.note('k', HERE, 1, 0)).toBe(1);
    expect(limits.note('k', HERE, 1, SECOND)).toBe(0);
  });

  it.each<[same: boolean, one: string, other: string]>([
    [false, '203.0.113.9', '203.0.113.10'],
    [true, '203.0.113.9', '::ffff:203.0.113.9'],
    [false, '::ffff:203.0.113.9', '::ffff:203.0.113.10'],
    [true, '2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    [true, '2001:DB8:1:2::1', '2001:db8:1:2::2'],
    [true, '2001:db8::1', '2001:db8:0:0:1::'],
    [false, '2001:db8:1:2::1', '2001:db8:1:3::1'],
    [false, '2001:db8::', '2001:db9::'],
    [true, 'fe80::1%eth0', 'fe80::1'],
    [true, '::1', '::2'],
  ])('is the same (%s): %s and %s', (same, one, other) => {
    const limits = new AddressLimits(1);
    limits.note('k', one, 100, 0);
    expect(limits.note('k', other, 1, 0) > 0).toBe(same);
  });

  it('is another with another key', () => {
    const limits = new AddressLimits(1);
    limits.note('k', HERE, 100, 0);
    expect(limits.note('other', HERE, 1, 0)).toBe(0);
  });
});

it('Only so many addresses are remembered: who was not heard of the longest is forgotten', () => {
  const limits = new AddressLimits(1, 3);
  for (const address of ['a', 'b', 'c', 'a', 'd']) limits.note('k', address, 100, 0);
  // b went for d; a was heard of again in between.
  expect(['a', 'c', 'd'].map((address) => limits.note('k', address, 1, 0) > 0)).toEqual([true, true, true]);
  expect(limits.note('k', 'b', 1, 0)).toBe(0);
});
