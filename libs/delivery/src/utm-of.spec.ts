import type { TurnWorkspace } from '#database';
import type { MessageCommand, Utm } from '#journey';
import { utmOf } from './utm-of';

describe('the UTM parameters of a message', () => {
  const usual = { utm_source: 'loja', utm_medium: 'email', utm_campaign: 'cart' };

  test.each<[workspace: Utm | null, command: Utm | null | undefined, object | null]>([
    [null, undefined, null],
    [null, null, null],
    [{}, null, null],
    [{}, undefined, usual],
    [null, {}, usual],
    [{ source: 'shop' }, undefined, { ...usual, utm_source: 'shop' }],
    [
      { source: 'shop', term: 'a' },
      { source: 'own', content: 'b' },
      { ...usual, utm_source: 'own', utm_term: 'a', utm_content: 'b' },
    ],
  ])('of a workspace that says %j, where the journey says %j: %j', (utm, said, parameters) => {
    const workspace = { key: 'loja', utm } as unknown as TurnWorkspace;
    expect(utmOf(workspace, 'cart', { utm: said } as unknown as MessageCommand)).toEqual(parameters);
  });
});
