/** The packed parts of a page: zstd or gzip, as text that HTML can hold. Unpacked when they are first needed. */

import { decompress } from 'fzstd';
import { ownId } from '../own-ids.js';
import { fromBase64 } from './base64.js';

/** The bytes of a part. */
export async function partBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const element = document.getElementById(ownId(`part-${name}`));
  if (element === null) throw new Error(`this page has no part '${name}'`);
  const packed = fromBase64(element.textContent.trim());
  // No browser but Firefox unpacks zstd by itself.
  if (element.dataset.packed === 'zstd') return decompress(packed) as Uint8Array<ArrayBuffer>;
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** A part as text. */
export async function partText(name: string): Promise<string> {
  return new TextDecoder().decode(await partBytes(name));
}

/** Whether the page carries it. */
export function hasPart(name: string): boolean {
  return document.getElementById(ownId(`part-${name}`)) !== null;
}

const scripts = new Map<string, Promise<void>>();

/** Runs a part as a script, once. The page's policy lets it in by its hash, and nothing else. */
export function runPart(name: string): Promise<void> {
  const running =
    scripts.get(name) ??
    partText(name).then((text) => {
      const script = document.createElement('script');
      script.textContent = text;
      document.head.append(script);
    });
  scripts.set(name, running);
  return running;
}
