import { findings, journeyWith, workspaceWith } from '../testing';
import { unknownJourney } from './unknown-journey';

test.each<[string, journey: string, found: readonly string[]]>([
  ['one that is there', 'welcome', []],
  ['this very one', 'story', []],
  [
    'one that is not',
    'birthdays',
    [
      "error /steps/go/journey: There is no journey 'birthdays' in this workspace. Save it first: PUT /v1/journeys/birthdays.",
    ],
  ],
  [
    'one that is misspelled',
    'welcom',
    ["error /steps/go/journey: There is no journey 'welcom' in this workspace. Did you mean 'welcome'?"],
  ],
])('%s', (_, journey, found) => {
  const document = journeyWith({ go: { kind: 'startJourney', journey, next: null } });
  expect(findings(unknownJourney, document, workspaceWith([], [], 0, [], ['welcome', 'win-back']))).toEqual(
    found,
  );
});
