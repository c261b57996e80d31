import { findings, journeyWith } from '../testing';
import { exitWithoutKey } from './exit-without-key';

const steps = { out: { kind: 'exit', reason: 'x' } };
const found = (place: number) =>
  `warning /exit/${place}: 'Bought' ends every run of a person, whatever its entry key. ` +
  'If it should end one run only, add the path of the same value, like "key": "event.cart".';

test.each<[settings: object, found: readonly string[]]>([
  [{}, []],
  [{ exit: [{ event: 'Bought' }] }, []],
  [{ entry: { again: 'never' }, exit: [{ event: 'Bought' }] }, []],
  [{ entry: { key: 'event.cart' } }, []],
  [{ entry: { key: 'event.cart' }, exit: [{ event: 'Bought', key: 'event.cart_id' }] }, []],
  [{ entry: { key: 'event.cart' }, exit: [{ event: 'Bought' }] }, [found(0)]],
  [
    { entry: { key: 'event.cart' }, exit: [{ event: 'Left', key: 'event.cart' }, { event: 'Bought' }] },
    [found(1)],
  ],
  // What a person is, they are in all of their runs.
  [{ entry: { key: 'event.cart' }, exit: [{ if: { field: 'profile.plan', op: 'exists' } }] }, []],
  // A click is of one run's message anyway.
  [{ entry: { key: 'event.cart' }, exit: [{ event: 'Email Clicked' }] }, []],
])('%j', (settings, expected) => {
  expect(findings(exitWithoutKey, journeyWith(steps, { ...settings }))).toEqual(expected);
});
