import { findings, journeyWith } from '../testing';
import { unknownZone } from './unknown-zone';

const USE = 'Use an IANA name such as America/Sao_Paulo.';
const until = (zone?: string) => ({ kind: 'wait', until: '2026-12-24', ...(zone && { zone }), next: null });

test.each<[string, document: object, found: readonly string[]]>([
  ['none is named', journeyWith({ a: until() }), []],
  ['all exist', journeyWith({ a: until('Europe/Lisbon') }, { zone: 'America/Sao_Paulo' }), []],
  ['a link is a zone, too', journeyWith({ a: until('US/Eastern') }, { zone: 'UTC' }), []],
  [
    'the journey names none that exists',
    journeyWith({ a: until() }, { zone: 'Mars/Base' }),
    [`error /zone: There is no time zone 'Mars/Base'. ${USE}`],
  ],
  [
    'a step does',
    journeyWith({ 'a?': until('BRT') }),
    [`error /steps/a?/zone: There is no time zone 'BRT'. ${USE}`],
  ],
  [
    'one is misspelled',
    journeyWith({ a: until() }, { zone: 'America/SaoPaulo' }),
    ["error /zone: There is no time zone 'America/SaoPaulo'. Did you mean 'America/Sao_Paulo'?"],
  ],
  [
    'one is written in another case',
    journeyWith({ a: until('europe/lisbon') }),
    ["error /steps/a/zone: There is no time zone 'europe/lisbon'. Did you mean 'Europe/Lisbon'?"],
  ],
  [
    'an offset is none',
    journeyWith({ a: until('+03:00') }),
    [`error /steps/a/zone: There is no time zone '+03:00'. ${USE}`],
  ],
])('%s', (_, document, found) => {
  expect(findings(unknownZone, document)).toEqual(found);
});
