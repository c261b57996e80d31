import { findReachedCap, type PastSend } from './find-reached-cap';
import type { FrequencyCap } from './restraint.schema';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = 100 * DAY;
const ago = (span: number, topic: string | null = 'offers'): PastSend => ({ at: now - span, topic });
const daily: FrequencyCap = { atMost: 2, within: '1d' };
const weekly: FrequencyCap = { atMost: 3, within: '7d' };
const ofNews: FrequencyCap = { atMost: 1, within: '1d', topic: 'news' };

test.each<[string, caps: readonly FrequencyCap[], past: readonly PastSend[], reached: FrequencyCap | null]>([
  ['without caps nothing is', [], [ago(1), ago(2), ago(3)], null],
  ['one of two is not', [daily], [ago(1)], null],
  ['two of two is', [daily], [ago(1), ago(HOUR)], daily],
  ['what is a day old has left the window', [daily], [ago(1), ago(DAY)], null],
  ['what is a moment younger has not', [daily], [ago(1), ago(DAY - 1)], daily],
  ['any window may be', [daily, weekly], [ago(1), ago(2 * DAY), ago(6 * DAY)], weekly],
  ['the first is told', [weekly, daily], [ago(1), ago(2), ago(3)], weekly],
  ['one of another topic is not', [ofNews], [ago(1, 'news')], null],
  ['one without a topic counts every topic', [daily], [ago(1, 'news'), ago(2, null)], daily],
])('%s reached', (_, caps, past, reached) => {
  expect(findReachedCap(caps, past, { now, zone: 'UTC', topic: 'offers' })).toBe(reached);
});

test('one of its own topic counts that topic alone', () => {
  const among = (past: readonly PastSend[]) =>
    findReachedCap([ofNews], past, { now, zone: 'UTC', topic: 'news' });
  expect(among([ago(1, 'offers'), ago(1, null)])).toBeNull();
  expect(among([ago(1, 'offers'), ago(1, 'news')])).toBe(ofNews);
});
