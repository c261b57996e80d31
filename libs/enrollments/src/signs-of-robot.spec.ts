import type { Hit } from '#database';
import { SETTLING, signsOfRobot } from './signs-of-robot';

const hit = (fields: Partial<Hit> = {}): Hit => ({
  ...{ id: 'hit', workspaceId: 'workspace', sendId: 'send', kind: 'click', link: 0, at: 100_000 },
  byProgram: false,
  ...fields,
});

test.each<[string, of: Hit, around: readonly Hit[], signs: readonly string[]]>([
  ['a click alone', hit(), [], []],
  ['by a program', hit({ byProgram: true }), [], ['program']],
  ['a click after a HEAD', hit(), [hit({ kind: 'head', at: 99_000 })], ['head']],
  ['a click before a HEAD', hit(), [hit({ kind: 'head', at: 101_000 })], ['head']],
  ['an opening beside a HEAD', hit({ kind: 'open', link: null }), [hit({ kind: 'head' })], ['head']],
  ['a HEAD long before', hit(), [hit({ kind: 'head', at: 100_000 - SETTLING - 1 })], []],
  ['a HEAD of another message', hit(), [hit({ kind: 'head', sendId: 'other' })], []],
  ['two links at once', hit(), [hit({ link: 1 })], []],
  ['three links at once', hit(), [hit({ link: 1 }), hit({ link: 2 })], ['many-links']],
  ['one link three times', hit(), [hit(), hit()], []],
  ['three links, one of them long ago', hit(), [hit({ link: 1 }), hit({ link: 2, at: 1 })], []],
  [
    'an opening beside three clicks',
    hit({ kind: 'open', link: null }),
    [0, 1, 2].map((link) => hit({ link })),
    [],
  ],
  [
    'all of it',
    hit({ byProgram: true }),
    [hit({ kind: 'head' }), hit({ link: 1 }), hit({ link: 2 })],
    ['program', 'head', 'many-links'],
  ],
])('%s', (_, of, around, signs) => {
  expect(signsOfRobot(of, [of, ...around])).toEqual(signs);
});
