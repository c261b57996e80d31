import { given, type Story } from './given';
import { journeyWith } from './journey-with';

/** A story of a journey that does nothing but hold people for a while, with the settings that are given. */
export function holding(settings: object = {}, length = '1d'): Story {
  return given(journeyWith({ hold: { kind: 'wait', for: length, next: null } }, { ...settings }));
}
