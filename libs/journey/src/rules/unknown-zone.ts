import { isZone } from '#conditions';
import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import type { Rule } from './rule';

/** A time zone that a journey names exists. */
export const unknownZone: Rule = {
  name: 'unknown-zone',
  find(journey) {
    const named = [
      { step: null, zone: journey.zone, path: pointer(['zone']) },
      ...Object.entries(journey.steps).map(([id, step]) => ({
        step: id,
        zone: semanticsOf(step).zone?.(step),
        path: pointer(['steps', id, 'zone']),
      })),
    ];
    return named
      .filter(({ zone }) => zone !== undefined && !isZone(zone))
      .map(({ step, zone, path }) => ({
        severity: 'error',
        step,
        path,
        sentence: `There is no time zone '${String(zone)}'.`,
        hint: 'Use an IANA name such as America/Sao_Paulo.',
      }));
  },
};
