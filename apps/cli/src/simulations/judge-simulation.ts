import { isDeepStrictEqual } from 'node:util';
import { tellCommand, type Simulation } from '#journey';
import type { Expectation } from './simulation-file.schema';
import { stepsOf } from './steps-of';

/** A message as it would leave. */
export interface Rendered {
  readonly subject: string;
}

/**
 * What of a simulation is not as it was expected: a sentence for each difference, none where all is well.
 * @param rendered messages by send id, where they are rendered
 */
export function judgeSimulation(
  { enrollments, refusals }: Simulation,
  expected: Expectation,
  rendered?: ReadonlyMap<string, Rendered>,
): readonly string[] {
  const [enrollment] = enrollments;
  if (expected.refused !== undefined || !enrollment) {
    const reasons = refusals.map(({ reason }) => reason);
    if (expected.refused !== undefined && enrollment) return ['somebody entered who was to be refused'];
    if (expected.refused === undefined)
      return [`nobody entered: ${refusals[0]?.because ?? 'no reason is told'}`];
    return differences('the reason of the refusal', reasons.at(-1), expected.refused);
  }
  return [
    ...differences('the state', enrollment.state, expected.state),
    ...differences('the reason of the end', enrollment.because, expected.because),
    ...differences('the path', stepsOf(enrollment), expected.path),
    ...differences('whether the goal is reached', enrollment.goalAt !== null, expected.goal),
    ...messageDifferences(),
  ];

  function messageDifferences(): readonly string[] {
    const { messages } = expected;
    if (!messages || !enrollment) return [];
    // To be in an audience, or out of it, is asked for as messages are; it is none.
    const sent = enrollment.sends.filter(({ command }) => command.channel !== 'audience');
    return [
      ...differences(
        'the messages',
        sent.map(({ command }) => command.step),
        messages.map(({ step }) => step),
      ),
      ...messages.flatMap((message, index) => {
        const send = sent[index];
        if (!send) return [];
        const what = (of: string): string => `${of} of the message of '${message.step}'`;
        const subject = rendered?.get(send.command.sendId)?.subject;
        return [
          ...differences(what('the template'), tellCommand(send.command).template, message.template),
          ...differences(what('the instant'), send.local, message.at),
          ...differences(what('the outcome'), send.outcome, message.outcome),
          ...(rendered ? differences(what('the subject'), subject, message.subject) : []),
        ];
      }),
    ];
  }
}

function differences(what: string, found: unknown, expected: unknown): readonly string[] {
  if (expected === undefined || isDeepStrictEqual(found, expected)) return [];
  const are = what.endsWith('messages') ? 'are' : 'is';
  return [`${what} ${are} ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`];
}
