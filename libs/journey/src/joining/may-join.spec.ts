import { mayJoin, type Claim, type Standing } from './may-join';

const visitor: Standing = { users: 0, named: 0, reachable: false };
const subscriber: Standing = { users: 0, named: 0, reachable: true };
const named: Standing = { users: 0, named: 1, reachable: true };
const user: Standing = { users: 1, named: 0, reachable: true };

const KEYS = ['browser', 'server', 'secret'] as const;
const keysThatMay = (
  host: Standing | null,
  guest: Standing,
  introduces: Claim['introduces'],
): readonly string[] => KEYS.filter((sentWith) => mayJoin(host, guest, { introduces, sentWith }));

const EVERY = ['browser', 'server', 'secret'];
const SERVERS = ['server', 'secret'];

describe('which keys may join the profile of a name to whom an event is taken for', () => {
  test.each<[string, Standing | null, Standing, Claim['introduces'], readonly string[]]>([
    ['a visitor, somebody new, by any event', null, visitor, null, EVERY],
    ['a visitor, a user, by any event', user, visitor, null, EVERY],
    ['a visitor who said where they are reached, somebody new', null, subscriber, 'identify', EVERY],
    ['a visitor who said where they are reached, a user', user, subscriber, 'identify', SERVERS],
    ['somebody with a name but no userId, somebody new', null, named, 'identify', EVERY],
    ['somebody with a name but no userId, a user, by identify', user, named, 'identify', ['secret']],
    ['somebody with a name but no userId, a user, by a track', user, named, null, []],
    ['a user, another user, by identify', user, user, 'identify', ['secret']],
    ['a user, another user, by alias', user, user, 'alias', ['secret']],
    ['a user, another user, by a track', user, user, null, []],
    ['a user, another name, by alias: a new userId', null, user, 'alias', SERVERS],
    ['a user, another name, by identify: two people at one machine', null, user, 'identify', ['secret']],
    ['a user, another name, by a track', null, user, null, []],
  ])('%s', (_, host, guest, introduces, keys) => {
    expect(keysThatMay(host, guest, introduces)).toEqual(keys);
  });
});
