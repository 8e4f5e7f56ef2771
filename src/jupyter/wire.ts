/**
 * Jupyter's wire protocol (version 5.3): one message as ZeroMQ frames, signed and checked with HMAC-SHA256.
 * Both ends use it, the kernel and the client that drives it. No sockets here.
 *
 *   identities…  <IDS|MSG>  signature  header  parent header  metadata  content  buffers…
 */

import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** A JSON object whose fields are not known yet. */
export type Json = Record<string, unknown>;

/** What every message says about itself. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** One message, taken apart. `identities` routes a reply back to who asked. */
export interface Message {
  identities: readonly Uint8Array[];
  header: Header;
  parent: Partial<Header>;
  metadata: Json;
  content: Json;
}

/** A message that has come, with what it was signed with; empty where nothing is signed. */
export interface Received extends Message {
  signature: string;
  /** How long all of it was. */
  bytes: number;
}

const delimiter = Buffer.from('<IDS|MSG>');

/** A header for a message that is about to be sent. */
export function newHeader(type: string, session: string): Header {
  return {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: 'aliaslab',
    date: new Date().toISOString(),
    version: '5.3',
  };
}

/** The frames of `message`, signed with `key`; an empty key leaves the signature empty, as the protocol has it. */
export function encode(message: Message, key: string): Uint8Array[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map((part) =>
    Buffer.from(JSON.stringify(part)),
  );
  return [...message.identities, delimiter, Buffer.from(signature(parts, key)), ...parts];
}

/** Takes frames apart. Throws an Error on a message that is incomplete, not JSON, or not signed with `key`. */
export function decode(frames: readonly Uint8Array[], key: string): Received {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  if (at < 0) throw new Error('a Jupyter message without its <IDS|MSG> delimiter');
  const [signed, ...parts] = frames.slice(at + 1);
  if (signed === undefined || parts.length < 4) throw new Error('a Jupyter message that is cut short');
  const wanted = Buffer.from(signature(parts, key));
  if (wanted.length !== signed.length || !timingSafeEqual(wanted, signed)) {
    throw new Error('a Jupyter message with a wrong signature');
  }
  const [header, parent, metadata, content] = parts
    .slice(0, 4)
    .map((part) => JSON.parse(Buffer.from(part).toString()));
  return {
    identities: frames.slice(0, at),
    header,
    parent,
    metadata,
    content,
    signature: String(wanted),
    bytes: bytesIn(frames),
  };
}

/** How long a message is, all of its frames together. */
export function bytesIn(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, { length }) => sum + length, 0);
}

function signature(parts: readonly Uint8Array[], key: string): string {
  if (key === '') return '';
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
