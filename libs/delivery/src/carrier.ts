import type { SendContent } from '#database';
import type { Posted } from './provider';

/** Where a send goes. */
export interface Destination {
  readonly workspaceId: string;
  /** An e-mail address; the origin of a URL. */
  readonly address: string;
}

/** A claimed send, handed over. */
export interface Parcel extends Destination {
  readonly sendId: string;
  /** The number of the attempt, from 1. */
  readonly attempt: number;
  readonly content: SendContent;
}

/** Who carries the sends of a channel. */
export interface Carrier {
  readonly name: string;
  /** Whether it recognises a send that is put again, so that asking again is harmless. */
  readonly dedupes: boolean;
  /** Whether it is the server's own, for all workspaces. */
  readonly forAll: boolean;
  /** Under which key posts to a destination share permits and pauses; null = they are not limited. */
  keyOf(destination: Destination): string | null;
  /** Sends in a second at most by one key, by all processes together; null = no limit. */
  readonly ratePerSecond: number | null;
  /** Hands one send over. Answers every outcome as a value; what it throws, or does not answer in time, is unknown. */
  post(parcel: Parcel, signal: AbortSignal): Promise<Posted>;
}

/** The address that a send is written from; null = it is no message. */
export function senderOf(content: SendContent): string | null {
  return 'request' in content ? null : content.sender.email;
}
