import fc from 'fast-check';

import { protectLiquid } from './protected-liquid';

const pieces = fc.constantFrom(
  '{{ profile.name }}',
  "{{ 'a}}b' | upcase }}",
  '{%- if a < b -%}',
  '{% raw %}{{ kept }}{% endraw %}',
  '{% comment %}\nx\n{% endcomment %}',
  '<a href="">&amp;</a>',
  'lq0x0z',
  'LQ0x',
  '\n',
  '🎈',
);

describe('protecting Liquid', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(pieces), (list) => {
        const source = list.join('');
        const shield = protectLiquid(source);
        expect(shield.restore(shield.text)).toBe(source);
        expect(shield.text.match(shield.words)?.length ?? 0).toBe(shield.marks.length);
      }),
    );
  });

  it('leaves no delimiter for other parsers to trip over', () => {
    const { text } = protectLiquid(
      '<a href="{{ "x" | append: \'>\' }}">{% if a > b %}{{ c }}{% endif %}</a>',
    );
    expect(text).toMatch(/^<a href="\w+">\w+<\/a>$/);
  });

  it('knows where in the source something stands', () => {
    const source = 'ab{{ long.name }}cd{% if x %}ef';
    const { text, sourceOffset } = protectLiquid(source);
    for (const letters of ['ab', 'cd', 'ef']) {
      expect(sourceOffset(text.indexOf(letters))).toBe(source.indexOf(letters));
    }
    expect(sourceOffset(3)).toBe(source.indexOf('{{'));
  });

  it('refuses Liquid that is not closed', () => {
    expect(() => protectLiquid('a {{ b')).toThrow(/not closed/);
  });
});
