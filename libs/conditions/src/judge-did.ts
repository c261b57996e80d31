import type { DidCondition } from './condition';
import type { Facts } from './facts';
import { leastOf, needOf } from './needs';
import type { Verdict } from './verdict';
import { shortened } from './words';

/**
 * Judges `{ did, ... }` by the count that was loaded for it. The reason is the same whether counting
 * stopped at the need's `atLeast` or went on. Throws where the count was not loaded: a bug of the host.
 */
export function judgeDid(condition: DidCondition, facts: Facts): Verdict {
  const need = needOf(condition);
  if (!Object.hasOwn(facts.counts, need.key)) {
    throw new Error(`a count of the history was not loaded before judging: ${need.key}`);
  }
  const count = facts.counts[need.key] ?? 0;
  const least = leastOf(condition);
  const most = condition.atMost;
  const event = `${condition.where ? 'a matching ' : ''}'${shortened(condition.did)}'`;
  const when = condition.within === undefined ? '' : ` in the last ${condition.within}`;

  if (most !== undefined && count > most) {
    return { holds: false, because: `did ${event}${most > 0 ? ` more than ${times(most)}` : ''}${when}` };
  }
  const exactly = count > 0 ? `did ${event} ${times(count)}${when}` : `did not do ${event}${when}`;
  if (count < least)
    return { holds: false, because: least > 1 ? `${exactly}, fewer than ${least}` : exactly };
  if (most !== undefined)
    return { holds: true, because: most > 0 ? `${exactly}, ${range(least, most)}` : exactly };
  return { holds: true, because: `did ${event}${least > 1 ? ` at least ${times(least)}` : ''}${when}` };
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function range(least: number, most: number): string {
  if (least === most) return 'as asked';
  return least > 0 ? `from ${least} to ${most}` : `at most ${most}`;
}
