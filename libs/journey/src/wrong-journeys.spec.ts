import { misshapen, sound, unpublishable, WORKSPACE } from '../../../test/fixtures/wrong-journeys';
import type { Problem } from './problem';
import { checkJourney } from './check';
import { readJourney } from './read-journey';
import { rules } from './rules';
import { epochMs, workspaceWith } from './testing';

const { templates, topics, events } = WORKSPACE;
const workspace = workspaceWith(templates, topics, epochMs('2026-11-22T12:00:00Z'), events);

/** Every problem of a document, without its hint. */
function problemsOf(document: unknown): readonly Omit<Problem, 'hint'>[] {
  const reading = readJourney(document);
  const problems = reading.kind === 'journey' ? checkJourney(reading.journey, workspace) : reading.problems;
  expect(problems.filter(({ hint }) => hint === '')).toEqual([]);
  return problems.map(({ hint: _, ...told }) => told);
}

test('the journey that is written wrongly here has no problem as it is', () => {
  expect(problemsOf(sound())).toEqual([]);
});

test('there are three hundred and more, no two of them wrong in the same way at the same place', () => {
  const all = [...misshapen, ...unpublishable].map(({ problem: { rule, path } }) => `${rule} ${path}`);
  expect(new Set(all).size).toBeGreaterThan(300);
});

test('every rule finds one of them', () => {
  const found = new Set(unpublishable.map(({ problem }) => problem.rule));
  expect(rules.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
});

describe('what is no journey has one problem', () => {
  test.each(misshapen.map((wrong) => [wrong.name, wrong] as const))('%s', (_, { document, problem }) => {
    expect(problemsOf(document)).toEqual([problem]);
  });
});

describe('what breaks a rule is told so', () => {
  test.each(unpublishable.map((wrong) => [wrong.name, wrong] as const))('%s', (_, { document, problem }) => {
    expect(problemsOf(document)).toContainEqual(problem);
  });
});
