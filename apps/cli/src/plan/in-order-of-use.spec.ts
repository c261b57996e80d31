import { inOrderOfUse } from './in-order-of-use';

const block = (key: string, ...uses: readonly string[]) => ({
  key,
  file: key,
  body: { html: 'x', locales: { en: { text: uses.map((use) => `{%- include "${use}" %}`).join(' ') } } },
});

test.each([
  ['as they are', [block('a'), block('b')], 'a b'],
  ['those that are used first', [block('a', 'b', 'c'), block('b', 'c'), block('c')], 'c b a'],
  ['without those that are not here', [block('a', 'gone'), block('b')], 'a b'],
  ['each once, in a circle too', [block('a', 'b'), block('b', 'a')], 'b a'],
])('blocks are applied %s', (_, blocks, order) => {
  expect(
    inOrderOfUse(blocks)
      .map(({ key }) => key)
      .join(' '),
  ).toBe(order);
});
