import { remembering } from './bounded-cache';

function counted(limit: number) {
  const made: string[] = [];
  const look = remembering(limit, (text) => {
    made.push(text);
    return text === 'nothing' ? undefined : text.toUpperCase();
  });
  return { made, look };
}

describe('a bounded cache', () => {
  test('makes a value once and remembers it, undefined too', () => {
    const { made, look } = counted(10);
    expect([look('a'), look('a'), look('nothing'), look('nothing')]).toEqual([
      'A',
      'A',
      undefined,
      undefined,
    ]);
    expect(made).toEqual(['a', 'nothing']);
  });

  test('forgets the oldest when it is full, and answers all the same', () => {
    const { made, look } = counted(2);
    expect(['a', 'b', 'c', 'b', 'a'].map(look)).toEqual(['A', 'B', 'C', 'B', 'A']);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('treats %p as any other text', (text) => {
    const { made, look } = counted(2);
    expect([look(text), look(text)]).toEqual([text.toUpperCase(), text.toUpperCase()]);
    expect(made).toEqual([text]);
  });
});
