import type { Command } from 'commander';
import { requireDefinitions } from '../definitions/read-definitions';
import { makePlan, type Change, type Plan } from '../plan/plan';
import { sumOf, tellPlan } from '../plan/tell-plan';
import type { Doing } from './context';

/** `jornada plan`: what applying files would change in the workspace, and who is inside. */
export function addPlan(program: Command, doing: Doing): void {
  program
    .command('plan')
    .description('tell what applying would change in the workspace, and who is inside; changes nothing')
    .argument('<paths...>', 'folders of a journey, or folders of such folders')
    .option('--publish', 'plan for apply --publish: what is not published is a difference, too')
    .action(
      doing<[string[], { publish?: true }]>(async ({ terminal, style, api }, paths, { publish }) => {
        const definitions = requireDefinitions(terminal, paths);
        const plan = await makePlan(api(), definitions);
        const lines = tellPlan(plan, style);
        const sum = sumOf(plan);
        return {
          json: { ...shownPlan(plan), summary: sum },
          lines: [...lines, ...(lines.length > 0 ? [''] : []), sum],
          exitCode: differs(plan, publish ?? false) ? 1 : 0,
        };
      }),
    );
}

/** A plan without the bodies, which stand in the files. */
export function shownPlan({ changes, journeys }: Plan): object {
  const shown = <C extends Change>({ body: _body, ...change }: C): Omit<C, 'body'> => change;
  return { changes: changes.map(shown), journeys: journeys.map(shown) };
}

function differs({ changes, journeys }: Plan, publish: boolean): boolean {
  if ([...changes, ...journeys].some(({ does }) => does !== 'nothing')) return true;
  return publish && journeys.some(({ isPublished }) => !isPublished);
}
