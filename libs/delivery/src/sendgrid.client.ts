import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { Client } from '@sendgrid/client';

type Request = Parameters<Client['createRequest']>[0];

/** How to reach SendGrid. */
export interface SendgridAccess {
  readonly apiKey: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** How long an answer may take (ms). */
  readonly timeout: number;
}

/** What the library hands on to its HTTP client (axios), beside what it says itself. */
interface HttpOptions extends Request {
  readonly baseURL: string;
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
  readonly transport: { readonly request: SendRequest };
  readonly maxRedirects: number;
  readonly validateStatus: () => boolean;
}

type SendRequest = (
  options: https.RequestOptions,
  answered: (answer: http.IncomingMessage) => void,
) => http.ClientRequest;

/** Connections that are kept, per access. */
export interface Connections {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
  close(): void;
}

/** How long an idle connection is kept (ms): so short that SendGrid does not close it first, under our next message. */
const IDLE = 4_000;

export function openConnections(): Connections {
  const settings = { keepAlive: true, timeout: IDLE };
  const [httpAgent, httpsAgent] = [new http.Agent(settings), new https.Agent(settings)];
  const close = (): void => [httpAgent, httpsAgent].forEach((agent) => agent.destroy());
  return { httpAgent, httpsAgent, close };
}

/** SendGrid's client for one request: with a key, a base URL and an end of its own, and nothing shared by the process. */
export class SendgridClient extends Client {
  /** Whether the connection was ready, so that SendGrid may have got something of the request. */
  reached = false;

  constructor(
    private readonly access: SendgridAccess,
    private readonly connections: Connections,
    private readonly signal: AbortSignal,
  ) {
    super();
    this.setDefaultHeader('Authorization', `Bearer ${access.apiKey}`);
  }

  override createRequest(data: Request): HttpOptions {
    const { httpAgent, httpsAgent } = this.connections;
    return {
      // The library would also send the headers of the message as those of the request, where they could name another key.
      ...super.createRequest({ ...data, headers: {} }),
      ...{ baseURL: this.access.baseUrl, timeout: this.access.timeout, signal: this.signal },
      ...{ httpAgent, httpsAgent, transport: { request: this.#request }, maxRedirects: 0 },
      // Every answer is an answer: the library's way of turning one into an error fails in some working directories.
      validateStatus: () => true,
    };
  }

  readonly #request: SendRequest = (options, answered) => {
    const { request } = options.protocol === 'https:' ? https : http;
    return request(options, answered).once('socket', (socket: Duplex) => this.#watch(socket));
  };

  #watch(socket: Duplex & { readonly connecting?: boolean; readonly secureConnecting?: boolean }): void {
    const reached = (): void => void (this.reached = true);
    if (socket.secureConnecting) socket.once('secureConnect', reached);
    else if (socket.connecting) socket.once('connect', reached);
    else reached();
  }
}
