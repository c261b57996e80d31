import { findings, journeyWith } from '../testing';
import { marketingToOthers } from './marketing-to-others';

const found = [
  "error /steps/mail/to: Step 'mail' sends marketing to an address that is not the person's own. " +
    'Write to an attribute such as profile.email, or use "class": "transactional" where the person expects the message.',
];

test.each<[settings: object, found: readonly string[]]>([
  [{}, []],
  [{ to: 'profile.email' }, []],
  [{ to: 'profile.addresses[0].email' }, []],
  [{ to: 'event.email', class: 'transactional' }, []],
  [{ to: 'event.email' }, found],
  [{ to: 'trigger.friend', class: 'marketing' }, found],
  [{ to: 'run.address' }, found],
  [{ to: 'steps.mail.address' }, found],
])('an e-mail with %j', (settings, expected) => {
  const document = journeyWith({
    mail: { kind: 'email', template: 't', topic: 'offers', next: null, ...settings },
  });
  expect(findings(marketingToOthers, document)).toEqual(expected);
});
