import { isZone } from '#conditions';
import { pointer } from '../problem';
import { semanticsOf } from '../step-table';
import { didYouMean } from './nearest';
import { MOST_FINDINGS, type Rule } from './rule';

/** A time zone that a journey or a step names exists. */
export const unknownZone: Rule = {
  name: 'unknown-zone',
  find(journey) {
    const ofSteps = Object.entries(journey.steps).map(([id, step]) => ({
      step: id,
      zone: semanticsOf(step).zone?.(step),
      path: pointer(['steps', id, 'zone']),
    }));
    const unknown = [{ step: null, zone: journey.zone, path: pointer(['zone']) }, ...ofSteps].flatMap(
      (named) => (named.zone === undefined || isZone(named.zone) ? [] : [{ ...named, zone: named.zone }]),
    );
    return unknown.slice(0, MOST_FINDINGS).map(({ step, zone, path }) => ({
      severity: 'error',
      step,
      path,
      sentence: `There is no time zone '${zone}'.`,
      hint: didYouMean(
        zone,
        Intl.supportedValuesOf('timeZone'),
        'Use an IANA name such as America/Sao_Paulo.',
      ),
    }));
  },
};
