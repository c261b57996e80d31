import { masked } from './masked-address';

describe('A masked address', () => {
  it.each([
    ['ana@example.com', 'a***@example.com'],
    ['a@example.com', 'a***@example.com'],
    ['"ana@home"@example.com', '"***@example.com'],
    ['😀ana@example.com', '😀***@example.com'],
    ['+5511999990000', '+***'],
    ['@example.com', '@***'],
    ['', '***'],
  ])('of %s is %s', (address, shown) => expect(masked(address)).toBe(shown));
});
