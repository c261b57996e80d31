// Clients that send events to several APIs at once, as behind a load balancer that does not look before it sends.
import { trackedBy, type Client } from '../faults/clients';

/** How many requests are under way at once. */
const AT_ONCE = 12;

export interface Load {
  /**
   * Sends everybody's event, to one API after the other, each once; in the midst of it, something happens.
   * @returns those who got no answer
   */
  through(clients: readonly Client[], midst: () => Promise<void>): Promise<readonly Client[]>;
  /** Sends everybody's event until it is acknowledged by one of them. */
  insist(clients: readonly Client[]): Promise<void>;
  /** Everybody whose event was acknowledged so far. */
  acknowledged(): readonly Client[];
}

/** @param writeKey of the workspace */
export function openLoad(urls: readonly string[], writeKey: string): Load {
  const taken: Client[] = [];
  let next = 0;
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  /** @returns whether it was acknowledged; false = the connection broke. @throws Error where it was refused */
  const send = async (client: Client): Promise<boolean> => {
    next += 1;
    const body = JSON.stringify(trackedBy(client));
    const answer = await fetch(`${urls[next % urls.length]}/v1/track`, { method: 'POST', headers, body })
      .then(async (response) => [response.status, await response.text()] as const)
      .catch(() => null);
    if (answer === null) return false;
    if (answer[0] !== 200) throw new Error(`an event was answered with ${answer.join(' ')}`);
    taken.push(client);
    return true;
  };
  return {
    acknowledged: () => taken,
    async through(clients, midst) {
      const left = [...clients];
      const broken: Client[] = [];
      const happening: Promise<void>[] = [];
      const caller = async (): Promise<void> => {
        for (let client = left.shift(); client; client = left.shift()) {
          if (left.length < clients.length / 2 && happening.length === 0) happening.push(midst());
          if (!(await send(client))) broken.push(client);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, caller));
      await Promise.all(happening);
      return broken;
    },
    async insist(clients) {
      for (const client of clients) while (!(await send(client)));
    },
  };
}
