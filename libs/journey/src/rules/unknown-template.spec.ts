import { findings, journeyWith, workspaceWith } from '../testing';
import { unknownTemplate } from './unknown-template';

const mail = (template: string) => ({ kind: 'email', template, topic: 'nowhere', next: null });

test.each<[string, template: string, known: readonly string[], found: readonly string[]]>([
  ['one that is there', 'cart', ['cart', 'welcome'], []],
  [
    'one that is not',
    'birthday',
    ['cart', 'welcome'],
    [
      "error /steps/mail/template: There is no template 'birthday' in this workspace. Save it first: PUT /v1/templates/birthday.",
    ],
  ],
  [
    'one that is misspelled',
    'welcom',
    ['cart', 'welcome'],
    ["error /steps/mail/template: There is no template 'welcom' in this workspace. Did you mean 'welcome'?"],
  ],
  [
    'any, in an empty workspace',
    'constructor',
    [],
    [
      "error /steps/mail/template: There is no template 'constructor' in this workspace. Save it first: PUT /v1/templates/constructor.",
    ],
  ],
])('%s', (_, template, known, found) => {
  expect(findings(unknownTemplate, journeyWith({ mail: mail(template) }), workspaceWith(known))).toEqual(
    found,
  );
});

test('steps that name none have no such problem', () => {
  expect(findings(unknownTemplate, journeyWith({ out: { kind: 'exit', reason: 'x' } }))).toEqual([]);
});

test('of a thousand unknown ones the first hundred are told', () => {
  const steps = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, place) => [`s${place}`, mail(`${'a'.repeat(60)}-${place}`)]),
  );
  const known = workspaceWith(Array.from({ length: 1_000 }, (_, place) => `${'a'.repeat(60)}x${place}-y`));
  expect(findings(unknownTemplate, journeyWith(steps), known)).toHaveLength(100);
});
