/**
 * Takes from the worker's global object all that cells have no business with, before any of them runs: what stores, what other
 * pages hear, what reaches a network, what starts another world where all of this is there again. The page's policy forbids the
 * network only. What stays is a list, so that what a browser learns tomorrow is not there either.
 */

/** The language. */
const LANGUAGE = [
  ...['globalThis', 'undefined', 'NaN', 'Infinity', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
  ...['Object', 'Function', 'Boolean', 'Symbol', 'Number', 'BigInt', 'Math', 'Date', 'String', 'RegExp'],
  ...['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Iterator', 'Temporal'],
  ...[
    'ArrayBuffer',
    'SharedArrayBuffer',
    'DataView',
    'Atomics',
    'JSON',
    'Intl',
    'Promise',
    'Proxy',
    'Reflect',
  ],
  ...[
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
  ],
  ...['BigInt64Array', 'BigUint64Array', 'Float16Array', 'Float32Array', 'Float64Array'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'],
  ...['URIError', 'SuppressedError', 'DisposableStack', 'AsyncDisposableStack', 'WebAssembly'],
];

/** What computes, waits or turns one form into another, and reaches nothing beyond. */
const BROWSER = [
  ...['self', 'console', 'performance', 'crypto', 'Crypto', 'SubtleCrypto', 'CryptoKey', 'isSecureContext'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask', 'structuredClone'],
  ...['atob', 'btoa', 'TextEncoder', 'TextDecoder', 'TextEncoderStream', 'TextDecoderStream'],
  ...['URL', 'URLSearchParams', 'URLPattern', 'Blob', 'Response', 'Headers', 'DOMException'],
  ...['CompressionStream', 'DecompressionStream', 'ReadableStream', 'WritableStream', 'TransformStream'],
  ...['ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'WritableStreamDefaultWriter'],
  ...['ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'AbortController', 'AbortSignal'],
  ...['Event', 'EventTarget', 'CustomEvent', 'ErrorEvent', 'PromiseRejectionEvent'],
  ...['addEventListener', 'removeEventListener', 'dispatchEvent'],
  ...[
    'ImageData',
    'ImageBitmap',
    'createImageBitmap',
    'OffscreenCanvas',
    'OffscreenCanvasRenderingContext2D',
  ],
  ...['Path2D', 'CanvasGradient', 'CanvasPattern', 'TextMetrics'],
  ...[
    'DOMMatrix',
    'DOMMatrixReadOnly',
    'DOMPoint',
    'DOMPointReadOnly',
    'DOMRect',
    'DOMRectReadOnly',
    'DOMQuad',
  ],
];

const KEPT: ReadonlySet<PropertyKey> = new Set([...LANGUAGE, ...BROWSER, 'constructor']);

/** Methods of what stays that would make an address under which others find something. */
const TAKEN = { URL: ['createObjectURL', 'revokeObjectURL'] };

/** Confines cells. Throws where the browser holds on to something: then no cell may run. */
export function confine(scope: object): void {
  for (let at: object = scope; at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    for (const name of Object.getOwnPropertyNames(at)) if (!KEPT.has(name)) take(at, name);
  for (const [owner, names] of Object.entries(TAKEN))
    for (const name of names) take((scope as Record<string, object>)[owner]!, name);
}

function take(from: object, name: string): void {
  if (Reflect.deleteProperty(from, name)) return;
  // A constant, such as TEMPORARY, leads nowhere.
  const { value = from } = Object.getOwnPropertyDescriptor(from, name) ?? {};
  if (typeof value === 'object' || typeof value === 'function')
    throw new Error(`this browser does not let the page take '${name}' away from cells, so none may run`);
}
