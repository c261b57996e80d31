import { findings, journeyWith } from '../testing';
import { marketingWithoutTopic } from './marketing-without-topic';

const found = [
  "error /steps/mail: Step 'mail' sends marketing, but names no topic, so nobody can consent to it or opt out of it. " +
    'Add "topic", or "class": "transactional" where the person expects the message whatever they agreed to.',
];

test.each<[settings: object, found: readonly string[]]>([
  [{ topic: 'offers' }, []],
  [{ topic: 'offers', class: 'marketing' }, []],
  [{ class: 'transactional' }, []],
  [{}, found],
  [{ class: 'marketing' }, found],
])('an e-mail with %j', (settings, expected) => {
  const document = journeyWith({
    mail: { kind: 'email', template: 't', next: 'out', ...settings },
    out: { kind: 'exit', reason: 'x' },
  });
  expect(findings(marketingWithoutTopic, document)).toEqual(expected);
});
