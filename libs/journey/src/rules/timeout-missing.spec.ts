import { findings, journeyWith } from '../testing';
import { timeoutMissing } from './timeout-missing';

const waiting = (more: object = {}) => ({
  kind: 'waitFor',
  paths: [{ name: 'bought', event: 'Bought', next: null }],
  ...more,
});
const found = (id: string) =>
  `warning /steps/${id}: Whoever comes to '${id}' waits there for ever if nothing of it happens. ` +
  'Say how long at most, and where to go then, like "timeout": "3d", "onTimeout": null.';

test.each<[string, steps: { [id: string]: object }, found: readonly string[]]>([
  ['nobody waits for anything', { hold: { kind: 'wait', for: '1h', next: null } }, []],
  ['there is a timeout', { on: waiting({ timeout: '3d', onTimeout: null }) }, []],
  ['there is none', { 'on?': waiting() }, [found('on?')]],
  ['there is none, twice', { a: waiting(), b: waiting() }, [found('a'), found('b')]],
])('%s', (_, steps, expected) => {
  expect(findings(timeoutMissing, journeyWith(steps))).toEqual(expected);
});
