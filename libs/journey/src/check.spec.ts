import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkJourney } from './check';
import { rules } from './rules';
import { journeyFrom, journeyWith, workspaceWith } from './testing';

describe('checking a journey', () => {
  const workspace = workspaceWith(['cart'], ['offers']);
  const mail = { kind: 'email', template: 'cart', topic: 'offers', next: null };

  test('finds nothing in a sound one', () => {
    const journey = journeyFrom(journeyWith({ hold: { kind: 'wait', for: '1h', next: 'mail' }, mail }));
    expect(checkJourney(journey, workspace)).toEqual([]);
  });

  test('tells every problem of every rule, in the order of the rules, each with its rule', () => {
    const journey = journeyFrom(
      journeyWith(
        { a: { ...mail, template: 'crat', next: 'b' }, b: { ...mail, next: 'a', onFailed: 'gone' }, c: mail },
        { zone: 'Mars/Base', trigger: { segment: 'vips', on: 'enter' } },
      ),
    );
    expect(checkJourney(journey, workspace).map(({ rule, step, path }) => [rule, step, path])).toEqual([
      ['unknown-step', 'b', '/steps/b/onFailed'],
      ['unreachable-step', 'c', '/steps/c'],
      ['loop-without-wait', 'a', '/steps/a'],
      ['unknown-template', 'a', '/steps/a/template'],
      ['unknown-zone', null, '/zone'],
      ['not-yet', null, '/trigger/segment'],
    ]);
  });
});

describe('a rule', () => {
  const files = readdirSync(join(__dirname, 'rules'));

  test.each(rules.map((rule) => rule.name))('%s is one file with one table of cases', (name) => {
    expect(files).toContain(`${name}.ts`);
    expect(files).toContain(`${name}.spec.ts`);
  });

  test('has a name of its own', () => {
    expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length);
  });
});
