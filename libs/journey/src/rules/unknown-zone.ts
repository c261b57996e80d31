import { isZone } from '#conditions';
import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import type { Rule } from './rule';

/** A time zone that a journey or a step names exists. */
export const unknownZone: Rule = {
  name: 'unknown-zone',
  find(journey) {
    const ofSteps = Object.entries(journey.steps).map(([id, step]) => ({
      step: id,
      zone: semanticsOf(step).zone?.(step),
      path: pointer(['steps', id, 'zone']),
    }));
    return [{ step: null, zone: journey.zone, path: pointer(['zone']) }, ...ofSteps].flatMap(
      ({ step, zone, path }) => {
        if (zone === undefined || isZone(zone)) return [];
        const known = Intl.supportedValuesOf('timeZone');
        const hint = didYouMean(zone, known, 'Use an IANA name such as America/Sao_Paulo.');
        return [{ severity: 'error', step, path, sentence: `There is no time zone '${zone}'.`, hint }];
      },
    );
  },
};
