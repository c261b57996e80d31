import type { Problem } from '#journey';
import type { Command } from 'commander';
import type { Definition } from '../definitions/definitions';
import { requireDefinitions } from '../definitions/read-definitions';
import { makePlan, pathOf, type Change } from '../plan/plan';
import type { Api } from '../server/api';
import { Complaint } from '../complaint';
import type { Style } from '../terminal/style';
import { count } from '../words';
import type { Doing } from './context';
import { problemLines } from './problem-lines';

/** One thing that was done. */
interface Done {
  readonly what: string;
  readonly key: string;
  readonly did: 'added' | 'changed' | 'published' | 'brought';
  readonly version?: number;
  readonly problems: readonly Problem[];
}

/** `jornada apply`: saves what files define in the workspace. */
export function addApply(program: Command, doing: Doing): void {
  program
    .command('apply')
    .description('save what files define in the workspace: what differs, and nothing else')
    .argument('<paths...>', 'folders of a journey, or folders of such folders')
    .option('--publish', 'publish the journeys, too; who is inside stays on their version')
    .option('--profiles', 'bring the people of profiles.json along')
    .action(
      doing<[string[], { publish?: true; profiles?: true }]>(
        async ({ terminal, style, api }, paths, options) => {
          const definitions = requireDefinitions(terminal, paths);
          const server = api();
          const plan = await makePlan(server, definitions);
          const done: Done[] = [];
          for (const change of plan.changes) done.push(...(await save(server, change)));
          if (options.profiles)
            for (const profile of definitions.profiles) done.push(await bring(server, profile));
          for (const change of plan.journeys) {
            done.push(...(await save(server, change)));
            if (options.publish && !change.isPublished) done.push(await publish(server, change));
          }
          const errors = done
            .flatMap(({ problems }) => problems)
            .filter(({ severity }) => severity === 'error');
          return {
            json: { done },
            lines: [
              ...done.flatMap((one) => tellDone(one, style)),
              done.length === 0
                ? 'Nothing to do: all is as in the files.'
                : `${count(done.length, 'thing')} done.`,
            ],
            exitCode: errors.length > 0 ? 1 : 0,
          };
        },
      ),
    );
}

async function save(api: Api, { what, key, body, does, file }: Change): Promise<readonly Done[]> {
  if (does === 'nothing') return [];
  const saved = await about(file, () =>
    api.put<{ readonly problems?: readonly Problem[] } | null>(pathOf(what, key), body),
  );
  return [{ what, key, did: does === 'add' ? 'added' : 'changed', problems: saved?.problems ?? [] }];
}

async function bring(api: Api, { key, body, file }: Definition): Promise<Done> {
  const { userId: _userId, ...profile } = body;
  await about(file, () => api.patch(`/v1/profiles/${encodeURIComponent(key)}`, profile));
  return { what: 'profile', key, did: 'brought', problems: [] };
}

async function publish(api: Api, { key, file }: Change): Promise<Done> {
  const { version } = await about(file, () =>
    api.post<{ readonly version: number }>(`/v1/journeys/${encodeURIComponent(key)}/publish`, {}),
  );
  return { what: 'journey', key, did: 'published', version, problems: [] };
}

/** Says which file it was that the server refused. */
async function about<Answer>(file: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    throw new Complaint(error.exitCode, `${file}: ${error.sentence}`, error.details);
  }
}

function tellDone({ what, key, did, version, problems }: Done, style: Style): readonly string[] {
  const as = version === undefined ? '' : ` as version ${version}`;
  return [`${style.good('✓')} ${did} ${what} ${style.strong(key)}${as}`, ...problemLines(problems, style)];
}
