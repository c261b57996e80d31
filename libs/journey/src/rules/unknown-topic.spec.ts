import { findings, journeyWith, workspaceWith } from '../testing';
import { unknownTopic } from './unknown-topic';

test.each<[string, topic: string | undefined, found: readonly string[]]>([
  ['one that is there', 'offers', []],
  ['none', undefined, []],
  [
    'one that is not',
    'birthdays',
    [
      "error /steps/mail/topic: There is no topic 'birthdays' in this workspace. Save it first: PUT /v1/topics/birthdays.",
    ],
  ],
  [
    'one that is misspelled',
    'ofers',
    ["error /steps/mail/topic: There is no topic 'ofers' in this workspace. Did you mean 'offers'?"],
  ],
])('%s', (_, topic, found) => {
  const document = journeyWith({ mail: { kind: 'email', template: 't', topic, next: null } });
  expect(findings(unknownTopic, document, workspaceWith([], ['offers', 'news']))).toEqual(found);
});
