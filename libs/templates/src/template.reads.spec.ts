import { openLiquid } from './liquid.engine';
import { readsOf } from './template.reads';

const engine = openLiquid('html');
const namesIn = (source: string): readonly string[] =>
  readsOf(engine.parse(source)).map(({ keys, begin }) => `${keys.join('.')}@${begin}`);

describe('what a template reads', () => {
  test.each<[what: string, source: string, names: readonly string[]]>([
    ['in an output', '{{ profile.name }}', ['profile.name@3']],
    ['in an argument of a filter', '{{ 1 | plus: run.n | append: event.x }}', ['run.n@13', 'event.x@29']],
    ['in a named argument', '{{ 1 | plural: one: run.one }}', ['run.one@20']],
    [
      'in conditions',
      '{% if a.b == c.d and e %}{% elsif f.g %}{% endif %}',
      ['a.b@6', 'c.d@13', 'e@21', 'f.g@34'],
    ],
    ['in a case', '{% case a.b %}{% when c.d %}{{ e.f }}{% endcase %}', ['a.b@8', 'c.d@22', 'e.f@31']],
    ['in ranges', '{% for i in (1..profile.n) %}{% endfor %}', ['profile.n@16']],
    ['in a liquid tag', '{% liquid\n  assign a = run.b\n  echo a\n%}', ['run.b@23']],
    ['by position', '{{ event.items[0].sku }}', ['event.items.0.sku@3']],
    ['by a name in quotes', "{{ profile['first name'] }}", ['profile.first name@3']],
    [
      'where a key is known only when it is rendered',
      '{{ event.items[run.n].sku }}',
      ['run.n@15', 'event.items@3'],
    ],
    ['once, where it stands first', '{{ a.b }}{{ a.b }}{{ a }}', ['a.b@3', 'a@21']],
    [
      'not what it assigns',
      '{% assign a = b.c %}{% capture d %}{% endcapture %}{% increment e %}{{ a.x }}{{ d }}{{ e }}',
      ['b.c@14'],
    ],
    ['but what it reads before it assigns it', '{{ a }}{% assign a = 1 %}', ['a@3']],
    [
      'not what a loop names, but what has that name around it',
      '{% for i in e.items %}{{ i.x }}{{ forloop.index }}{% endfor %}{{ i }}',
      ['e.items@12', 'i@65'],
    ],
  ])('%s', (_, source, names) => expect(namesIn(source)).toEqual(names));

  test('of very many names the first 500', () => {
    const source = Array.from({ length: 600 }, (_, place) => `{{ profile.n${place} }}`).join('');
    expect(namesIn(source)).toHaveLength(500);
  });
});
