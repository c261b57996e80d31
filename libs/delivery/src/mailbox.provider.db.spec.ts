import { listMailboxMessages, openDatabase, type Database } from '#database';
import { openTestDatabase } from '../../../test/setup/database';
import { openMailbox } from './mailbox.provider';
import { describeProvider, type Arrived } from './testing/provider-contract';

const workspaceId = '00000000-0000-4000-8000-000000000001';

let database: Database;
let closeAll: () => Promise<void>;
beforeAll(async () => {
  const { url, close } = await openTestDatabase();
  database = openDatabase({ url, poolSize: 3 });
  closeAll = () => database.close().then(close);
});
afterAll(() => closeAll());

describeProvider('the mailbox', () =>
  Promise.resolve({
    provider: openMailbox(database),
    troubles: {},
    async arrived() {
      const messages = await listMailboxMessages(database, workspaceId, { to: null, after: null, limit: 10 });
      return messages.map(({ to, from: line, subject, html, text, headers }): Arrived => {
        const lower = Object.entries(headers).map(
          ([name, value]) => [name.toLowerCase(), value as string] as const,
        );
        const { 'reply-to': replyTo = null, ...rest } = Object.fromEntries(lower) as Record<string, string>;
        return { to, from: addressOf(line), replyTo, subject, html, text: text.trimEnd(), headers: rest };
      });
    },
    close: async () => void (await database.prisma.mailboxMessage.deleteMany()),
  }),
);

/** The two halves of an address line as the mailbox writes it. */
function addressOf(line: string): Arrived['from'] {
  const [, name = '', email = line] = /^(.*) <([^<>]+)>$/.exec(line) ?? [];
  const bare = name.startsWith('"') ? name.slice(1, -1).replaceAll(/\\(.)/g, '$1') : name;
  return { name: bare, email };
}
