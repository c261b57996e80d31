// A real SMTP server that keeps what it is given, and misbehaves when told to.
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import { readMail, type ReadMail } from './read-mail';

/** What happens to the next mail: a reply at one of its steps; or no reply, the mail being taken or not. */
export type SmtpFault =
  | { readonly at: 'MAIL' | 'RCPT' | 'END'; readonly reply: number }
  | { readonly at: 'DATA' | 'CONTENT'; readonly reply: 'cut' }
  | { readonly at: 'END'; readonly reply: 'cut' | 'hang' };

export interface FakeSmtp {
  readonly url: string;
  /** Everything taken, in order. */
  readonly taken: readonly (ReadMail & { readonly to: readonly string[] })[];
  misbehave(fault: SmtpFault): void;
  close(): Promise<void>;
}

/** @param password what the user `jornada` logs in with; null = nobody logs in */
export async function openFakeSmtp(password: string | null = null): Promise<FakeSmtp> {
  const taken: (ReadMail & { to: readonly string[] })[] = [];
  const faults: SmtpFault[] = [];
  const sockets = new Set<Duplex>();
  const due = (at: SmtpFault['at']): SmtpFault | null =>
    faults[0]?.at === at ? (faults.shift() ?? null) : null;
  const replyAt = (at: 'MAIL' | 'RCPT') => {
    const fault = due(at);
    return fault === null
      ? null
      : Object.assign(new Error('scripted'), { responseCode: Number(fault.reply) });
  };
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const server = new SMTPServer({
    ...{
      authOptional: password === null,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
    },
    onAuth: ({ password: given }, _, done) =>
      done(given === password ? null : new Error('wrong'), { user: 'jornada' }),
    onMailFrom: (_, __, done) => done(replyAt('MAIL')),
    onRcptTo: (_, __, done) => done(replyAt('RCPT')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      if (due('DATA')) return cut();
      stream.on('data', (chunk: Buffer) => (due('CONTENT') ? cut() : chunks.push(chunk)));
      stream.on('end', () => {
        const fault = due('END');
        const to = session.envelope.rcptTo.map(({ address }) => address);
        if (typeof fault?.reply === 'number')
          return done(Object.assign(new Error('scripted'), { responseCode: fault.reply }));
        taken.push({ ...readMail(Buffer.concat(chunks).toString()), to });
        if (fault === null) done(null, 'taken');
        else if (fault.reply === 'cut') cut();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Duplex) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', () => ready());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${password === null ? '' : `jornada:${password}@`}127.0.0.1:${port}`,
    taken,
    misbehave: (fault) => void faults.push(fault),
    close: async () => {
      cut();
      await new Promise<void>((closed) => {
        server.close(() => closed());
      });
    },
  };
}
