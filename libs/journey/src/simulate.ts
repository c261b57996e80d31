import { addDuration, parseDuration, type JsonObject } from '#conditions';
import { profilePatched } from './attributes/profile-patched';
import { chooseZone } from './choose-zone';
import type { MembershipCommand, MessageCommand, SendCommand } from './command';
import type { Journey } from './journey.schema';
import type { Problem } from './problem';
import type { Occurrence, Settlement } from './run';
import { MOST_TIME } from './simulation/bounds';
import { findMisfit } from './simulation/find-misfit';
import { happenedAt, imagineEvent } from './simulation/imagine-event';
import { OK, settledBy } from './simulation/imagine-reply';
import { ACCEPTED, ImaginedWorld, type Answer, type Asked } from './simulation/imagined-world';
import type { ImaginedEvent } from './simulation/imagined-event';
import type { Script, ScriptedEvent } from './simulation/script.schema';
import type { Simulation } from './simulation/simulation';
import { tellSimulation } from './simulation/tell-simulation';

/** Where and when a simulation plays. */
export interface SimulationSetting {
  /** When it begins (epoch ms, 1970 to 2100). */
  readonly now: number;
  /** The workspace's zone. */
  readonly zone: string;
  /** The version of the journey that is told; 0 where it has none yet. */
  readonly version?: number;
  /** What becomes of a message of which the script says nothing; accepted where nothing is said. */
  readonly answer?: (
    message: MessageCommand,
    asked: Asked,
  ) => Omit<Answer, 'takes'> & { readonly takes?: number };
  /** What becomes of a membership of which the script says nothing; accepted where nothing is said. */
  readonly membership?: (membership: MembershipCommand) => Settlement;
}

/** What would become of somebody; or why that cannot be told. The path of a problem is one in the script or the journey. */
export type Simulated =
  | { readonly kind: 'simulated'; readonly simulation: Simulation }
  | { readonly kind: 'misfit'; readonly problem: Problem };

/**
 * Tells what a journey would do with an imagined person: production's own functions on a virtual clock, in memory. It
 * ends when nothing more would happen, or at a bound, which is then named: 5,000 turns, two million characters of log,
 * ten years. Pure: the same script always tells the same.
 */
export function simulate(journey: Journey, script: Script, setting: SimulationSetting): Simulated {
  const problem = findMisfit(journey, script);
  if (problem) return { kind: 'misfit', problem };
  const { now, zone: workspace, version = 0 } = setting;
  const { profile = {}, history = [] } = script;
  const { zone } = chooseZone({ journey: journey.zone, profile, workspace });
  const world = new ImaginedWorld({
    profileId: script.seed,
    open: [{ journeyId: journey.key, version, journey, paused: false }],
    profile,
    history: history.map((event, index) => pastOf(event, index, now, zone)),
    zone: workspace,
    answer: (send, asked) => answerTo(send, asked, script, setting),
  });
  const end = now + MOST_TIME;
  let last = now;
  for (const { at, scripted } of schedule(script, now, zone)) {
    if (at > end || world.bound) return told(true);
    last = at;
    // What it is, may hang on what happens until then: the last message.
    world.passTo(at);
    const { sends } = world;
    world.accept(happening(scripted, { journey: journey.key, now: at, zone, sends }), at);
  }
  world.passTo(end);
  return told(world.nextDue() !== null);

  function told(isCut: boolean): Simulated {
    return { kind: 'simulated', simulation: tellSimulation(world, { from: now, last, isCut }) };
  }
}

type Happening = { readonly event: ScriptedEvent } | { readonly profile: JsonObject };

/** What is scripted, each with its instant (epoch ms), in order. */
function schedule(
  { event, script = [] }: Script,
  now: number,
  zone: string,
): readonly { readonly at: number; readonly scripted: Happening }[] {
  let at = now;
  const later = script.map((scripted) => {
    const duration = parseDuration(scripted.after);
    at = duration ? addDuration(at, duration, zone) : at;
    return { at, scripted };
  });
  return event ? [{ at: now, scripted: { event } }, ...later] : later;
}

function happening(scripted: Happening, where: Parameters<typeof imagineEvent>[1]): ImaginedEvent {
  if ('event' in scripted) return imagineEvent(scripted.event, where);
  return { ...profilePatched(scripted.profile), timestamp: null };
}

/** Something the person did before: it is counted, and that is all. */
function pastOf(event: ScriptedEvent, index: number, now: number, zone: string): Occurrence {
  const { name, properties = {} } = event;
  const timestamp = happenedAt(event, now, zone);
  return {
    name,
    properties,
    timestamp,
    acceptedAt: timestamp,
    messageId: `past-${index + 1}`,
    source: 'client',
  };
}

function answerTo(
  send: SendCommand,
  asked: Asked,
  { sends = {}, replies = {} }: Script,
  { answer, membership }: SimulationSetting,
): Answer {
  const outcome = Object.hasOwn(sends, send.step) ? sends[send.step] : undefined;
  if (outcome && outcome !== 'accepted') return { outcome, reason: 'as the script says', takes: 0 };
  if (send.channel === 'webhook') {
    const reply = Object.hasOwn(replies, send.step) ? replies[send.step] : undefined;
    return { ...settledBy(reply ?? OK), takes: 0 };
  }
  if (send.channel === 'audience') return outcome ? ACCEPTED : { ...ACCEPTED, ...membership?.(send) };
  return outcome ? ACCEPTED : { ...ACCEPTED, ...answer?.(send, asked) };
}
