import { didYouMean, holdsPeople, pointer, type Journey, type Problem } from '#journey';
import type { StepOfVersions, StepPolicy } from '#database';

/** What is to become of the people at a step of earlier versions. */
export type PeoplePolicy = 'keep' | 'exit' | { readonly move: string };

/** What is to become of the people at each step that is spoken of; all others are kept where they are. */
export type PeoplePolicies = { readonly [step: string]: PeoplePolicy };

/** What policies come to: what is to be done, or why that cannot be. */
export interface PeoplePlan {
  readonly policies: readonly StepPolicy[];
  readonly problems: readonly Problem[];
}

/**
 * Plans what becomes of the people of earlier versions: every policy names a step at which somebody may stand in one of
 * them, and every move a step of the new version. Who is kept needs nothing done.
 * @param earlier the steps of all earlier versions
 */
export function planPeople(
  policies: PeoplePolicies,
  { earlier, next }: { readonly earlier: readonly StepOfVersions[]; readonly next: Journey },
): PeoplePlan {
  const plans = Object.entries(policies).map(([step, policy]) => planStep(step, policy, earlier, next));
  return {
    policies: plans.flatMap((plan) => plan.policies),
    problems: plans.flatMap((plan) => plan.problems),
  };
}

function planStep(
  step: string,
  policy: PeoplePolicy,
  earlier: readonly StepOfVersions[],
  next: Journey,
): PeoplePlan {
  const kindsOfStep = earlier.filter((one) => one.step === step).map(({ kind }) => kind);
  const problems = [
    ...problemOfStep(step, kindsOfStep, earlier),
    ...(typeof policy === 'object' ? problemOfTarget(step, policy.move, next) : []),
  ];
  if (problems.length > 0 || policy === 'keep') return { policies: [], problems };
  if (policy === 'exit') return { policies: [{ step, policy, target: null }], problems };
  return { policies: [{ step, policy: 'move', target: policy.move }], problems };
}

function problemOfStep(
  step: string,
  kindsOfStep: readonly string[],
  earlier: readonly StepOfVersions[],
): readonly Problem[] {
  const at = { severity: 'error', step, path: pointer(['people', step]) } as const;
  const [kind] = kindsOfStep;
  const standable = earlier.flatMap((one) => (holdsPeople(one.kind) ? [one.step] : []));
  if (kind === undefined) {
    const hint =
      earlier.length === 0
        ? 'Nothing was published before, so nobody is to be moved: leave `people` out.'
        : didYouMean(step, standable, `People can stand at ${listed(standable)}.`);
    const sentence = `No earlier version has a step '${step}'.`;
    return [{ ...at, rule: 'unknown-step', sentence, hint }];
  }
  if (kindsOfStep.some(holdsPeople)) return [];
  return [
    {
      ...at,
      rule: 'step-holds-nobody',
      sentence: `Nobody ever stands at step '${step}': a ${kind} sends people on at once.`,
      hint: `Leave it out. People can stand at ${listed(standable)}.`,
    },
  ];
}

function problemOfTarget(step: string, target: string, next: Journey): readonly Problem[] {
  if (Object.hasOwn(next.steps, target)) return [];
  const ids = Object.keys(next.steps);
  return [
    {
      rule: 'unknown-move-target',
      severity: 'error',
      step,
      path: pointer(['people', step, 'move']),
      sentence: `The new version has no step '${target}' to move people to.`,
      hint: didYouMean(target, ids, `It has ${listed(ids)}.`),
    },
  ];
}

/** So many names are told. */
const MOST_NAMES = 10;

function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)].map((name) => `'${name}'`);
  if (distinct.length === 0) return 'no step';
  const more = distinct.length > MOST_NAMES ? ' and others' : '';
  return `${distinct.slice(0, MOST_NAMES).join(', ')}${more}`;
}
