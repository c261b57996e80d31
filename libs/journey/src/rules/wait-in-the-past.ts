import { instantOf, isZone } from '#conditions';
import { describeInstant } from '../instants';
import type { Journey } from '../journey.schema';
import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Step } from '../steps/step.schema';
import type { Rule } from './rule';

/** Where a day begins last on earth: what is past there is past everywhere. */
const LAST_ZONE = 'Etc/GMT+12';

/** A date that people wait for is still to come. */
export const waitInThePast: Rule = {
  name: 'wait-in-the-past',
  find: (journey, { now }) =>
    Object.entries(journey.steps).flatMap(([id, step]) => {
      const date = semanticsOf(step).date?.(step);
      const instant = date ? instantOf(date.text, zoneOf(step, journey)) : null;
      if (!date || instant === null || instant > now) return [];
      return [
        {
          severity: 'warning',
          step: id,
          path: pointer(['steps', id, ...date.at]),
          sentence: `'${date.text}' is past already (it is ${describeInstant(now, 'UTC')}): nobody will ever wait here.`,
          hint: 'Name a date that is to come, or a path such as event.starts_at where one is found.',
        },
      ];
    }),
};

/** The zone in which the days of a step are counted, whoever the person is. */
function zoneOf(step: Step, journey: Journey): string {
  return [semanticsOf(step).zone?.(step), journey.zone].find((zone) => isZone(zone)) ?? LAST_ZONE;
}
