import type { KeyTexts } from '#workspaces';
import type { TemporalLink } from '#temporal';
import type { Contender } from './contender';
import { openPoster } from './post-json';

/** What every run is entered by. */
const EVENT = 'Cart Updated';

/** A journey whose first step is a mail. */
const journey = {
  key: 'bench',
  name: 'Bench',
  trigger: { event: EVENT },
  start: 'mail',
  steps: { mail: { kind: 'email', template: 'cart', topic: 'offers', next: null } },
};
/** The message, and what its event says. */
export const MESSAGE = {
  subject: '{{ profile.name }}, your cart',
  html: '<p>Hello {{ profile.name }}: {% for item in event.items %}{{ item.name }} {% endfor %}</p>',
};
export const PROPERTIES = { total: 12.5, items: [{ name: 'Cup' }, { name: 'Plate' }] };

/** People introduced by one call. */
const AT_ONCE = 500;

export interface JornadaContender extends Contender {
  /** Sends the event that begins a run, but by a name that no journey listens to. */
  trackUnheard(id: string): Promise<void>;
}

/** Jornada: an event over HTTP, as a client of Segment's sends it, of a person that is known. */
export async function jornadaContender(
  link: TemporalLink,
  url: string,
  keys: KeyTexts,
): Promise<JornadaContender> {
  const ask = async (method: string, path: string, body: object): Promise<void> => {
    const headers = { authorization: `Bearer ${keys.secret}`, 'content-type': 'application/json' };
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  await ask('PUT', '/v1/topics/offers', { name: 'Offers', description: 'What is new', default: 'in' });
  await ask('PUT', '/v1/templates/cart', MESSAGE);
  await ask('PUT', `/v1/journeys/${journey.key}`, journey);
  await ask('POST', `/v1/journeys/${journey.key}/publish`, {});

  const poster = openPoster(url);
  const basic = { authorization: `Basic ${Buffer.from(`${keys.write}:`).toString('base64')}` };
  const send = async (path: string, body: object): Promise<void> => {
    const status = await poster.post(path, body, basic);
    if (status !== 200) throw new Error(`POST ${path}: ${status}`);
  };
  let made = 0;
  return {
    name: 'jornada',
    link,
    async prepare(count) {
      const ids = Array.from({ length: count }, () => `person-${(made += 1)}`);
      for (let from = 0; from < count; from += AT_ONCE) {
        const batch = ids.slice(from, from + AT_ONCE).map((userId) => ({
          type: 'identify',
          userId,
          traits: { name: userId, email: `${userId}@example.com` },
        }));
        await send('/v1/batch', { batch });
      }
      return ids;
    },
    begin: (id) => send('/v1/track', { userId: id, event: EVENT, properties: PROPERTIES }),
    trackUnheard: (id) => send('/v1/track', { userId: id, event: 'Cart Looked At', properties: PROPERTIES }),
  };
}
