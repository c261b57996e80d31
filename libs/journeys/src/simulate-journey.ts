import {
  findWorkspace,
  readAudienceTopics,
  readTopicDefaults,
  type Database,
  type Workspace,
} from '#database';
import { UserError } from '#faults';
import {
  judgeImagined,
  simulate,
  type MessageCommand,
  type Script,
  type Simulated,
  type Simulation,
} from '#journey';
import { chooseJourney, type JourneyChoice } from './choose-journey';
import { judgeImaginedMembership } from './judge-imagined-membership';

/** Which journey to simulate, with whom, and what happens to them. */
export interface SimulationWish extends JourneyChoice {
  readonly script: Script;
  /** When it begins (epoch ms). */
  readonly now: number;
}

/** A message as the host renders it, or why it cannot: then the send fails, and the journey goes on accordingly. */
export type Render<Message> = (
  message: MessageCommand,
  workspace: Workspace,
) => Promise<Message | { readonly code: string; readonly sentence: string }>;

/** A simulation, and the messages in it, by send id. */
export interface SimulatedJourney<Message> {
  readonly version: number | null;
  readonly simulation: Simulation;
  readonly messages: ReadonlyMap<string, Awaited<ReturnType<Render<Message>>>>;
}

/** Messages rendered for one simulation at most; the others are told without content. */
export const MOST_MESSAGES = 30;

/**
 * Tells what a journey would do with an imagined person, of whom nothing is stored. Sends are judged by the gate, with
 * the consent that the script gives; no address is suppressed.
 * @throws UserError 404 `journey-not-found`, `version-not-found`; 422 `not-a-journey`, `key-differs`,
 *   `cannot-simulate` with the problem
 */
export async function simulateJourney<Message extends object>(
  database: Database,
  workspaceId: string,
  key: string,
  wish: SimulationWish,
  render: Render<Message>,
): Promise<SimulatedJourney<Message>> {
  const { journey, version } = await chooseJourney(database, workspaceId, key, wish);
  const workspace = await findWorkspace(database, workspaceId);
  if (!workspace) throw new Error('the workspace of a key that was just accepted is gone');
  const topics = await readTopicDefaults(database, workspaceId);
  const topicOf = await readAudienceTopics(database, workspaceId);
  const { quietHours, caps } = workspace;
  const imagined = { topics, quietHours, caps };
  const messages = new Map<string, Awaited<ReturnType<Render<Message>>>>();
  for (;;) {
    const simulation = requireSimulated(
      simulate(journey, wish.script, {
        now: wish.now,
        zone: workspace.timezone,
        answer: (send, asked) =>
          failureOf(messages.get(send.sendId)) ?? judgeImagined(send, asked, imagined, wish.script),
        membership: (command) => judgeImaginedMembership(command, { topics, topicOf }, wish.script),
      }),
    );
    // A message that cannot be rendered fails, which may lead elsewhere: then it is told anew, knowing that.
    const failed = await renderUntilFailure(simulation, messages, (send) => render(send, workspace));
    if (!failed) return { version, simulation, messages };
  }
}

/** Renders what leaves and is not rendered yet, in order. @returns whether one could not be */
async function renderUntilFailure<Message extends object>(
  { enrollments }: Simulation,
  messages: Map<string, Message>,
  render: (message: MessageCommand) => Promise<Message>,
): Promise<boolean> {
  const leaving = enrollments.flatMap(({ sends }) => sends.filter(({ outcome }) => outcome === 'accepted'));
  for (const { command } of leaving) {
    if (command.channel !== 'email') continue;
    if (messages.size >= MOST_MESSAGES) return false;
    if (messages.has(command.sendId)) continue;
    const message = await render(command);
    messages.set(command.sendId, message);
    if (failureOf(message)) return true;
  }
  return false;
}

function failureOf(message: object | undefined): { outcome: 'failed'; reason: string } | null {
  if (!message || !('code' in message) || !('sentence' in message)) return null;
  return { outcome: 'failed', reason: String(message.sentence) };
}

function requireSimulated(simulated: Simulated): Simulation {
  if (simulated.kind === 'simulated') return simulated.simulation;
  const { rule, path, sentence, hint } = simulated.problem;
  throw new UserError({
    status: 422,
    code: 'cannot-simulate',
    detail: sentence,
    hint,
    errors: [{ path, code: rule, message: sentence }],
    more: { problems: [simulated.problem] },
  });
}
