import { randomUUID } from 'node:crypto';
import type { NewSend } from '#database';
import type { SendCommand } from '#journey';
import type { Carrier } from './carrier';
import { leaseOf, type Delivery } from './delivery';
import { findNoRoom } from './room';

/** A send as the turn that asked for it will create it: born claimed, planned, held, refused or failed. */
export interface PreparedSend {
  readonly send: NewSend;
  /** Why it will not leave, or not yet, in words; null = it may. */
  readonly because: string | null;
  /** Whether it takes a place under the caps: then no other send of the person may be judged on what was before. */
  readonly reserves: boolean;
}

/** What is known of a send before it is judged: whose it is, what it says of itself, where it goes. */
export interface Unborn extends Pick<NewSend, 'template' | 'topic' | 'class' | 'address'> {
  readonly workspaceId: string;
  readonly command: SendCommand;
  readonly carrier: Carrier;
}

type Birth = Pick<NewSend, 'state' | 'attempt' | 'nonce' | 'leaseUntil' | 'heldUntil'>;
type Content = NonNullable<NewSend['content']>;

const UNCLAIMED = { attempt: 0, nonce: null, leaseUntil: null } as const;
const NOTHING_SAID = { reason: null, because: null, code: null } as const;

/** A send that may leave: claimed by the turn itself, so that it leaves at once; or planned, where its carrier is busy. */
export function born(
  delivery: Delivery,
  unborn: Unborn,
  content: Content,
  { now, reserves = false }: { readonly now: number; readonly reserves?: boolean },
): PreparedSend {
  const leaseUntil = now + leaseOf(delivery);
  const noRoom = findNoRoom(delivery, unborn.carrier, { ...unborn, content });
  const birth: Birth = noRoom
    ? { ...UNCLAIMED, state: 'PLANNED', heldUntil: null }
    : { state: 'CLAIMED', attempt: 1, nonce: randomUUID(), leaseUntil, heldUntil: null };
  const said = { ...NOTHING_SAID, reason: noRoom && noRoom.why };
  const send = { ...basics(unborn), ...birth, ...said, content };
  return { send, because: null, reserves };
}

/** A send that may leave, but not before an instant (epoch ms). */
export function heldBack(
  unborn: Unborn,
  content: Content,
  { until, because }: { readonly until: number; readonly because: string },
): PreparedSend {
  const birth: Birth = { ...UNCLAIMED, state: 'HELD', heldUntil: until };
  const send = { ...basics(unborn), ...birth, ...NOTHING_SAID, content };
  return { send, because, reserves: false };
}

/** What is done as it is written, by the turn itself. */
export function settledAtOnce(unborn: Unborn, membership: NonNullable<NewSend['membership']>): PreparedSend {
  const birth: Birth = { ...UNCLAIMED, state: 'ACCEPTED', heldUntil: null };
  const send = { ...basics(unborn), ...birth, ...NOTHING_SAID, content: null, membership };
  return { send, because: null, reserves: false };
}

/** A send that will not leave. */
export function stillborn(
  unborn: Unborn,
  state: 'REFUSED' | 'FAILED',
  { code, because }: { readonly code: string; readonly because: string },
): PreparedSend {
  const send = {
    ...basics(unborn),
    ...UNCLAIMED,
    ...{ state, heldUntil: null },
    reason: state === 'REFUSED' ? code : because,
    because,
    code,
    content: null,
  };
  return { send, because, reserves: false };
}

function basics({
  command,
  carrier,
  template,
  topic,
  class: kind,
  address,
}: Unborn): Omit<NewSend, keyof Birth | 'reason' | 'because' | 'code' | 'content'> {
  const { sendId, step, visit, channel } = command;
  const resendAfter = command.channel === 'email' ? command.resendAfter : null;
  return {
    id: sendId,
    step,
    visit,
    channel,
    provider: carrier.name,
    template,
    topic,
    class: kind,
    address,
    resendAfter,
  };
}
