/**
 * Edits in the address bar: `#edits=` and base64url of deflated JSON. Whatever stands there may come from anyone: it is read
 * with limits, checked whole, and shown; nothing here runs it.
 */

import { isRecord } from '../../units/is-record.js';
import { fromBase64, toBase64 } from './base64.js';

/** Edits by the number of the code cell, from 1. */
export type Edits = ReadonlyMap<number, string>;

/** What a fragment holds: edits, nothing of ours, or a reason why its edits cannot be used. */
export type Found = { edits: Edits } | { refused: string } | undefined;

const PREFIX = '#edits=';
/** Longer addresses are cut by mail programs and browsers anyway. */
const LONGEST_FRAGMENT = 200_000;
/** As much may come out of it: a few kilobytes can unpack to gigabytes. */
const LONGEST_TEXT = 1_000_000;

/** The fragment for these edits of the notebook with that hash; empty without edits, undefined where they are too long for one. */
export async function fragmentOf(edits: Edits, hash: string): Promise<string | undefined> {
  if (edits.size === 0) return '';
  const json = JSON.stringify({ notebook: hash, cells: Object.fromEntries(edits) });
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const fragment = PREFIX + toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return fragment.length > LONGEST_FRAGMENT ? undefined : fragment;
}

/** The edits of a fragment, for the notebook with that hash and so many code cells. Never rejects. */
export async function editsIn(fragment: string, hash: string, cells: number): Promise<Found> {
  if (!fragment.startsWith(PREFIX)) return undefined;
  if (fragment.length > LONGEST_FRAGMENT) return { refused: 'it is too long' };
  const json = await inflated(fragment.slice(PREFIX.length));
  if (json === undefined) return { refused: 'it is damaged' };
  if (json === 'too long') return { refused: 'too much comes out of it' };
  const read = parsed(json);
  if (read === undefined) return { refused: 'it is damaged' };
  if (read.notebook !== hash) return { refused: 'they belong to another version of this notebook' };
  const edits = new Map<number, string>();
  for (const [name, text] of Object.entries(read.cells)) {
    const known = /^[1-9]\d{0,5}$/.test(name) && Number(name) <= cells && typeof text === 'string';
    if (!known) return { refused: 'it is damaged' };
    edits.set(Number(name), text);
  }
  return edits.size === 0 ? undefined : { edits };
}

/** The text that was packed; undefined where it was not packed so. */
async function inflated(base64url: string): Promise<string | 'too long' | undefined> {
  try {
    const bytes = fromBase64(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = stream.getReader();
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new TextDecoder('utf-8', { fatal: true }).decode(await new Blob(chunks).arrayBuffer());
      length += value.length;
      if (length > LONGEST_TEXT) {
        await reader.cancel();
        return 'too long';
      }
      chunks.push(value);
    }
  } catch {
    // Not base64, not deflated or not text, in the words of three different engines: damaged, for the reader.
    return undefined;
  }
}

function parsed(json: string): { notebook: unknown; cells: Record<string, unknown> } | undefined {
  try {
    const read: unknown = JSON.parse(json);
    if (!isRecord(read) || !isRecord(read.cells)) return undefined;
    return { notebook: read.notebook, cells: read.cells };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
