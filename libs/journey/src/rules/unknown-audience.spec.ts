import { findings, journeyWith, workspaceWith } from '../testing';
import { unknownAudience } from './unknown-audience';

test.each<[string, audience: string, found: readonly string[]]>([
  ['one that is there', 'buyers', []],
  [
    'one that is not',
    'astronauts',
    [
      "error /steps/a/audience: There is no audience 'astronauts' in this workspace. Save it first: PUT /v1/audiences/astronauts.",
    ],
  ],
  [
    'one that is misspelled',
    'buyrs',
    ["error /steps/a/audience: There is no audience 'buyrs' in this workspace. Did you mean 'buyers'?"],
  ],
])('%s', (_, audience, found) => {
  const document = journeyWith({ a: { kind: 'audience', audience, do: 'add', next: null } });
  expect(
    findings(unknownAudience, document, workspaceWith([], [], 0, [], [], ['buyers', 'readers'])),
  ).toEqual(found);
});
