import type { Command } from 'commander';
import { Complaint } from '../complaint';
import { inTurns } from '../plan/in-turns';
import type { Api } from '../server/api';
import type { Told } from '../told';
import type { Style } from '../terminal/style';
import { count } from '../words';
import type { Doing } from './context';
import { explainEnrollment, type Enrollment, type Person } from './explain-enrollment';

/** Enrollments of a person that are explained: the newest. */
const MOST_ENROLLMENTS = 10;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface Refusal {
  readonly userId: string | null;
  readonly journey: string;
  readonly because: string;
  readonly count: number;
  readonly at: string;
}

/** `jornada why`: why somebody got what they got, or did not. */
export function addWhy(program: Command, doing: Doing): void {
  program
    .command('why')
    .description('explain why somebody got what they got, or did not')
    .argument('<who>', 'the id of an enrollment, or the user id of a person')
    .option('--journey <key>', 'of a person: in this journey only')
    .action(
      doing<[string, { journey?: string }]>(async ({ style, api }, who, { journey }) => {
        const server = api();
        const enrollment = ID.test(who) ? await server.find<Enrollment>(`/v1/enrollments/${who}`) : null;
        return enrollment === null
          ? await tellPerson(server, who, journey, style)
          : await tellEnrollment(server, enrollment, style);
      }),
    );
}

async function tellEnrollment(api: Api, enrollment: Enrollment, style: Style): Promise<Told> {
  const person = await personOf(api, enrollment.userId ?? `id:${enrollment.profileId}`);
  return { json: enrollment, lines: explainEnrollment(enrollment, person, style) };
}

async function tellPerson(
  api: Api,
  userId: string,
  journey: string | undefined,
  style: Style,
): Promise<Told> {
  const person = await personOf(api, userId);
  const query = new URLSearchParams({ userId, ...(journey === undefined ? {} : { journey }) });
  const listed = await api.list<{ readonly id: string }>(
    `/v1/enrollments?${query.toString()}`,
    MOST_ENROLLMENTS,
  );
  const enrollments = await inTurns(listed, ({ id }) => api.get<Enrollment>(`/v1/enrollments/${id}`));
  const refusals = await refusalsOf(api, userId, journey);
  if (person === null && enrollments.length === 0 && refusals.length === 0) {
    throw new Complaint(1, `There is no enrollment and no person '${userId}' in this workspace.`, {
      hint: 'Give the user id that events name, or the id of an enrollment as GET /v1/enrollments lists it.',
      code: 'nobody',
    });
  }
  const told = enrollments.map((one) => explainEnrollment(one, person, style));
  return {
    json: { userId, enrollments, refusals },
    lines: [
      ...told.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
      ...(enrollments.length === 0
        ? [`${userId} never entered ${journey ? `'${journey}'` : 'any journey'}.`]
        : []),
      ...(refusals.length > 0 && enrollments.length > 0 ? [''] : []),
      ...refusals.map(
        ({ journey: key, because, count: times, at }) =>
          `${userId} was not entered into ${style.strong(key)} (${count(times, 'time')}, last ${at}): ${because}.`,
      ),
    ],
  };
}

async function personOf(api: Api, userId: string): Promise<Person | null> {
  return api.find<Person>(`/v1/profiles/${encodeURIComponent(userId)}`);
}

/** The newest refusals of each journey, as far as they are of this person. */
async function refusalsOf(
  api: Api,
  userId: string,
  journey: string | undefined,
): Promise<readonly Refusal[]> {
  const keys =
    journey === undefined
      ? (await api.list<{ readonly key: string }>('/v1/journeys', 200)).map(({ key }) => key)
      : [journey];
  const all = await inTurns(keys, async (key) => {
    const refusals = await api.list<Omit<Refusal, 'journey'>>(
      `/v1/journeys/${encodeURIComponent(key)}/refusals`,
      200,
    );
    return refusals.filter((one) => one.userId === userId).map((one) => ({ ...one, journey: key }));
  });
  return all.flat();
}
