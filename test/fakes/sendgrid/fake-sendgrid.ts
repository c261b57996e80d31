// SendGrid as its customers see it: POST /v3/mail/send with the rules of the real one, and its Event Webhook.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BROKEN_ANSWER, type Fault, type Slowness } from './faults';
import { refusal, type Mail, type Refusal } from './mail';
import { addressesRule, senderRule } from './rules/addresses.rule';
import { contentRule } from './rules/content.rule';
import { headersRule } from './rules/headers.rule';
import { sizesRule } from './rules/sizes.rule';
import { openSigner, webhookEvent, type WebhookEvent, type WebhookSigner } from './webhook-events';

/** A mail that was taken. */
export interface TakenMail {
  readonly messageId: string;
  readonly mail: Mail;
  /** The headers of the request that brought it. */
  readonly requestHeaders: IncomingMessage['headers'];
}

export interface FakeSendgrid {
  readonly url: string;
  readonly apiKey: string;
  readonly signer: WebhookSigner;
  /** Everything taken, in order. */
  readonly taken: readonly TakenMail[];
  /** How many requests came. */
  requests(): number;
  /** What happens to the next requests, one after the other. */
  misbehave(...faults: readonly Fault[]): void;
  /** The next requests are too many, until this instant (epoch ms). */
  limitUntil(at: number | null): void;
  /** An event about a mail that was taken. */
  event(about: TakenMail, name: string, more?: { readonly [name: string]: unknown }): WebhookEvent;
  close(): Promise<void>;
}

const MOST_BYTES = 30 * 1024 * 1024;

/** @param verified addresses that may be written from */
export async function openFakeSendgrid({
  verified,
  faultOf,
}: {
  readonly verified: readonly string[];
  /** What happens to a request, where `misbehave` has said nothing of it; null = nothing. */
  readonly faultOf?: (mail: Mail) => Fault | Slowness | null;
}): Promise<FakeSendgrid> {
  const apiKey = `SG.${randomUUID()}`;
  const taken: TakenMail[] = [];
  const faults: Fault[] = [];
  let requests = 0;
  let limitedUntil: number | null = null;
  const rules = [addressesRule, senderRule(new Set(verified)), contentRule, headersRule, sizesRule];

  const take = (mail: Mail, request: IncomingMessage): TakenMail => {
    const one = { messageId: randomUUID().slice(0, 22), mail, requestHeaders: request.headers };
    taken.push(one);
    return one;
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests += 1;
    const bytes = await bytesOf(request);
    const told = faults.shift() ?? (faultOf && faultOf(read(bytes) ?? {}));
    if (told?.kind === 'slow') await pause(told.ms);
    const fault = told?.kind === 'slow' ? null : told;
    if (fault?.kind === 'hang') return;
    if (fault?.accepted) take(JSON.parse(bytes.toString()) as Mail, request);
    if (fault?.kind === 'reset') return void request.socket.end(BROKEN_ANSWER);
    if (fault) return refuse(response, [refusal(null, 'scripted', fault.status)], fault.headers);
    const limit = limitedUntil !== null && limitedUntil > Date.now() ? limitedUntil : null;
    if (limit !== null) {
      const reset = String(Math.ceil(limit / 1_000));
      const headers = {
        'x-ratelimit-limit': '600',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': reset,
      };
      return refuse(response, [refusal(null, 'too many requests', 429)], headers);
    }
    const wrong = judge(request, bytes, apiKey, rules);
    if ('status' in wrong) return refuse(response, [wrong]);
    response.writeHead(202, { 'x-message-id': take(wrong.mail, request).messageId }).end();
  };
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready);
  });
  return {
    ...{ apiKey, signer: openSigner(), taken },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    misbehave: (...more) => void faults.push(...more),
    limitUntil: (at) => void (limitedUntil = at),
    event: ({ mail, messageId }, name, more) => {
      const email = String(mail.personalizations?.[0]?.to?.[0]?.email);
      return webhookEvent({ email, messageId, args: mail.custom_args ?? {} }, name, more);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function judge(
  { url, method, headers }: IncomingMessage,
  bytes: Buffer,
  apiKey: string,
  rules: readonly ((mail: Mail) => Refusal | null)[],
): Refusal | { readonly mail: Mail } {
  if (url !== '/v3/mail/send') return refusal(null, 'Not Found', 404);
  if (method !== 'POST') return refusal(null, 'POST method allowed only', 405);
  if (headers.authorization !== `Bearer ${apiKey}`)
    return refusal(null, 'The provided authorization grant is invalid, expired, or revoked', 401);
  if (bytes.length > MOST_BYTES) return refusal(null, 'Payload Too Large', 413);
  const mail = read(bytes);
  if (mail === null) return refusal(null, 'Bad Request');
  return rules.map((rule) => rule(mail)).find((one) => one !== null) ?? { mail };
}

function read(bytes: Buffer): Mail | null {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function refuse(
  response: ServerResponse,
  refusals: readonly Refusal[],
  headers: Readonly<Record<string, string>> = {},
): void {
  const errors = refusals.map(({ message, field }) => ({ message, field, help: null }));
  response.writeHead(refusals[0]?.status ?? 500, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ errors }));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
