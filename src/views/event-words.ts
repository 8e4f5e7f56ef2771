/** What kinds of events are called, and what came of them. All kinds: one that is left out does not compile. */
import type { Action, CacheEvent } from '../hardware/event-log.js';
import { formatBytes, joined } from '../units/bytes.js';
import { count } from './words.js';

/** The events of one call, of one kind: one for each line that it touched. */
type Call = readonly CacheEvent[];

interface EventWords {
  /** What was done; `prefix` says that the kernel loaded or stored, and in what. */
  readonly does: (call: Call, prefix: string) => string;
  /** What came of it in the cache. */
  readonly effect: (call: Call) => string;
}

const lengthOf = (call: Call) => call.reduce((sum, { length }) => sum + length, 0);
const bytesOf = (call: Call) => formatBytes(joined(call.map(({ bytes }) => bytes)));
const named = (call: Call) =>
  call.length === 1 ? call[0]!.action : `${call[0]!.action} ${count(call.length, 'line')}`;

/** Somebody wanted lines in the cache. */
function wanted(call: Call): string {
  const [event] = call as [CacheEvent];
  if (event.uncached) return 'uncached';
  if (call.length > 1) return counted(call, 'hit');
  return [
    event.hit ? 'hit' : 'miss',
    event.filled && 'fill',
    event.evicted && (event.wroteBack ? 'evict dirty' : 'evict'),
    event.wroteThrough && 'to memory',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Lines were treated by their addresses. */
function treated(call: Call): string {
  const [event] = call as [CacheEvent];
  if (event.uncached) return 'uncached';
  if (call.length > 1) return counted(call, 'held');
  if (!event.hit) return 'not held';
  const became = [event.wroteBack && 'written back', event.evicted && 'dropped'].filter(Boolean);
  return became.join(', ') || 'was clean';
}

function counted(call: Call, hit: string): string {
  const parts: [number, string][] = [
    [call.filter((event) => event.hit).length, hit],
    [call.filter(({ filled }) => filled).length, 'fill'],
    [call.filter(({ wroteBack }) => wroteBack).length, 'written back'],
    [call.filter(({ evicted }) => evicted).length, 'dropped'],
  ];
  return parts
    .filter(([n], index) => n > 0 || index === 0)
    .map(([n, what]) => `${n} ${what}`)
    .join(', ');
}

/** The line was found under another color; a trap's handler has dropped it there. */
function foundElsewhere(call: Call): string {
  const [event] = call as [CacheEvent];
  const lines = call.length > 1 ? count(call.length, 'line') : 'the line';
  const gone = event.action === 'trap' ? `: ${treated(call)}` : '';
  return `${lines} found under another color${gone}`;
}

const TREATED: EventWords = { does: named, effect: treated };

const WORDS: Readonly<Record<Action, EventWords>> = {
  load: { does: (call, prefix) => `${prefix}load ${lengthOf(call)}`, effect: wanted },
  store: { does: (call, prefix) => `${prefix}store ${bytesOf(call)}`, effect: wanted },
  fetch: { does: named, effect: wanted },
  clean: TREATED,
  invalidate: TREATED,
  flush: TREATED,
  evict: TREATED,
  snoop: TREATED,
  barrier: { does: named, effect: () => 'promised' },
  trap: { does: named, effect: foundElsewhere },
  'machine check': { does: named, effect: foundElsewhere },
  crash: { does: () => 'power cut', effect: () => 'all lines gone' },
};

/** What a call did: `dax_io load 5`, `flush 2 lines`. */
export function doingOf(call: Call, prefix: string): string {
  return WORDS[call[0]!.action].does(call, prefix);
}

/** What came of it in the cache: `miss, fill`, `2 held, 1 written back`. */
export function effectOf(call: Call): string {
  return WORDS[call[0]!.action].effect(call);
}
