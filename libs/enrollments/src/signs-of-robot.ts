import type { Hit } from '#database';

/** How close together hits of one message tell of each other (ms); so long, a hit settles before its event is recorded. */
export const SETTLING = 10_000;

/** So many links of one message, followed that close together, nobody follows by hand. */
const MANY_LINKS = 3;

/** What speaks for a robot behind a hit. */
export type RobotSign =
  /** Who asked said to be a program. */
  | 'program'
  /** Somebody asked about a link of the message without following it: mail scanners do, browsers do not. */
  | 'head'
  /** Several links of the message were followed at about the same time. */
  | 'many-links';

/**
 * What speaks for a robot behind a hit; nothing = a human, as far as anybody can tell.
 * @param around what was done with the links of the same message at the time, the hit among it
 */
export function signsOfRobot(hit: Hit, around: readonly Hit[]): readonly RobotSign[] {
  const close = around.filter((one) => one.sendId === hit.sendId && Math.abs(one.at - hit.at) <= SETTLING);
  const links = new Set(close.flatMap(({ kind, link }) => (kind === 'click' ? [link] : [])));
  const signs: readonly (readonly [RobotSign, boolean])[] = [
    ['program', hit.byProgram],
    ['head', close.some(({ kind }) => kind === 'head')],
    ['many-links', hit.kind === 'click' && links.size >= MANY_LINKS],
  ];
  return signs.flatMap(([sign, speaks]) => (speaks ? [sign] : []));
}
