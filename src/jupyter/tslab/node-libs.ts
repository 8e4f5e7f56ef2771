/**
 * What the language has on the running Node, as the compiler's lib files: the types of what is not there are not there
 * either, so that a cell which needs a later Node is told before it runs.
 */

/** What every Node has that aliaslab runs on. */
const BASE = ['es2023', 'es2024.regexp'];

/** Later parts, and whether this Node has them. Parts of one name came to V8 together, or nearly so. */
const PARTS: Readonly<Record<string, () => boolean>> = {
  'es2024.arraybuffer': () => 'transfer' in ArrayBuffer.prototype,
  'es2024.collection': () => 'groupBy' in Map,
  'es2024.object': () => 'groupBy' in Object,
  'es2024.promise': () => 'withResolvers' in Promise,
  'es2024.sharedmemory': () => 'waitAsync' in Atomics,
  'es2024.string': () => 'isWellFormed' in String.prototype,
  'es2025.collection': () => 'union' in Set.prototype,
  'es2025.float16': () => 'Float16Array' in globalThis,
  'es2025.intl': () => 'DurationFormat' in Intl,
  'es2025.iterator': () => 'Iterator' in globalThis,
  'es2025.promise': () => 'try' in Promise,
  'es2025.regexp': () => 'escape' in RegExp,
  'esnext.array': () => 'fromAsync' in Array,
  'esnext.collection': () => 'getOrInsert' in Map.prototype,
  'esnext.date': () => 'toTemporalInstant' in Date.prototype,
  'esnext.disposable': () => 'dispose' in Symbol,
  'esnext.error': () => 'isError' in Error,
  'esnext.sharedmemory': () => 'pause' in Atomics,
  'esnext.temporal': () => 'Temporal' in globalThis,
  'esnext.typedarrays': () => 'fromBase64' in Uint8Array,
};

/** The lib files of the running Node, without a browser's. */
export function nodeLibs(): string[] {
  const later = Object.entries(PARTS).flatMap(([name, isThere]) => (isThere() ? [name] : []));
  return [...BASE, ...later].map((name) => `lib.${name}.d.ts`);
}

/** What a finding says of a name that the language has, and this Node does not, in words for somebody who has no compiler to set up. */
export function namingNode(finding: string): string {
  const [major] = process.versions.node.split('.');
  return finding.replace(
    / Do you need to change your target library\?.*$/s,
    ` Node ${major} does not have it; a later one may.`,
  );
}
