import type { Finish } from './recorder.process';
import type { Stage } from './stage';

/** A run whose turn raced an event. */
export interface Runner {
  readonly userId: string;
  readonly id: string;
  /** Left while its turn claimed a mail, or answered while its turn began to wait for the answer. */
  readonly kind: 'leaving' | 'answering';
}

/** What is said of a wake-up that was lost. */
export const UNHEARD = 'an answer that was accepted after the run had begun to wait for it went unheard';

/**
 * Judges where a race has left a run.
 * @param finish what the event was answered
 * @returns what went wrong, in words
 */
export async function judgeRun(
  stage: Stage,
  runner: Runner,
  finish: Finish | undefined,
): Promise<readonly string[]> {
  if (!finish || finish.failure !== null) return [`an event failed: ${finish?.failure ?? 'unheard of'}`];
  const hasHit = [...finish.woke, ...finish.ended].includes(runner.id);
  return [
    ...(hasHit && !finish.poked.includes(runner.id) ? ['Temporal was not told of a run that must move'] : []),
    ...(runner.kind === 'leaving'
      ? await judgeLeaver(stage, runner, hasHit)
      : await judgeAnswerer(stage, runner, hasHit, finish.acceptedAt)),
  ];
}

/** An exit that was acknowledged has ended the run, and nothing has happened after it. */
async function judgeLeaver(stage: Stage, { id }: Runner, hasLeft: boolean): Promise<readonly string[]> {
  const { prisma } = stage.database;
  const state = await stage.stateOf(id);
  const story = await stage.story(id);
  const sends = await prisma.send.findMany({ where: { enrollmentId: id } });
  const hasAsked = story.some((line) => line.includes("asks to send 'cart'"));
  return [
    ...(state === (hasLeft ? 'exited' : 'completed') ? [] : [`a run is ${state}, its exit: ${hasLeft}`]),
    ...(hasLeft && !story.at(-1)?.endsWith('ended: left') ? ['something happened after an exit'] : []),
    ...(sends.length === (hasAsked ? 1 : 0) ? [] : ['a mail was sent after an exit']),
    ...sends.filter((send) => send.state !== 'ACCEPTED').map((send) => `a claimed mail is ${send.state}`),
  ];
}

/** An answer that was accepted after the run began to wait for it has woken the run. */
async function judgeAnswerer(
  stage: Stage,
  { id }: Runner,
  hasWoken: boolean,
  acceptedAt: number,
): Promise<readonly string[]> {
  const wait = await stage.database.prisma.enrollmentWait.findFirst({ where: { enrollmentId: id } });
  if (wait?.step !== 'race')
    return [`a run that was due has not moved: it waits at ${wait?.step ?? 'nothing'}`];
  if (!hasWoken) return acceptedAt > wait.since.getTime() ? [UNHEARD] : [];
  const rest = await stage.advance(id);
  return rest.kind === 'ended' ? [] : [`a run that was woken has not moved: ${rest.kind}`];
}
