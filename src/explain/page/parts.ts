/** The packed parts of a page: gzip, as text that HTML can hold. Unpacked when they are first needed. */

/** The bytes of a part. */
export async function partBytes(name: string): Promise<Uint8Array> {
  const element = document.getElementById(`part-${name}`);
  if (element === null) throw new Error(`this page has no part '${name}'`);
  const packed = Uint8Array.from(atob(element.textContent.trim()), (character) => character.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** A part as text. */
export async function partText(name: string): Promise<string> {
  return new TextDecoder().decode(await partBytes(name));
}

/** Whether the page carries it. */
export function hasPart(name: string): boolean {
  return document.getElementById(`part-${name}`) !== null;
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
