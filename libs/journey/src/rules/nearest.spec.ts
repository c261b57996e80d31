import { didYouMean, nearest } from './nearest';

describe('the nearest name', () => {
  const SETTINGS = ['kind', 'for', 'until', 'ifPast', 'zone', 'next', 'template', 'topic'];

  test.each<[name: string, meant: string | null]>([
    ['next', 'next'],
    ['nxt', 'next'],
    ['nexxt', 'next'],
    ['nect', 'next'],
    ['nxet', 'next'],
    ['NEXT', 'next'],
    ['Untill', 'until'],
    ['ifpast', 'ifPast'],
    ['tempalte', 'template'],
    ['templates', 'template'],
    ['tmplate', 'template'],
    ['tmplt', null],
    ['somewhere', null],
    ['n', null],
    ['xy', null],
    ['fro', 'for'],
    ['', null],
    ['💤'.repeat(40), null],
    ['next'.repeat(30_000), null],
  ])('of %# is found where it is like enough', (name, meant) => {
    expect(nearest(name, SETTINGS)).toBe(meant);
  });

  test('is the one with the fewest slips; the first of several', () => {
    expect(nearest('mail-12', ['mail-1', 'mail-22', 'mail-12'])).toBe('mail-12');
    expect(nearest('mail-3', ['mail-1', 'mail-2'])).toBe('mail-1');
  });

  test('of two letters is only itself, in any case', () => {
    expect(nearest('ab', ['ac', 'abc'])).toBeNull();
    expect(nearest('AB', ['ac', 'ab'])).toBe('ab');
  });

  test('is not looked for among more names than a hint is worth', () => {
    const names = Array.from({ length: 2_000 }, (_, place) => `step-${place}x`);
    expect(nearest('step-499x', names)).toBe('step-499x');
    expect(nearest('step-1999x', names)).not.toBe('step-1999x');
  });
});

describe('"did you mean"', () => {
  test.each([
    ['emial', "Did you mean 'email'?"],
    ['pigeon', 'Write a letter.'],
  ])('for %s says: %s', (name, said) => {
    expect(didYouMean(name, ['email', 'wait'], 'Write a letter.')).toBe(said);
  });
});
