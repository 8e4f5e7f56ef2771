/** What software can ask of a cache line, as a word and as a list of the words. */
import { allOf } from '../units/words.js';

/** What cache maintenance does to a line: writes it back and keeps it, drops it, or both in this order. */
export type Maintenance = 'clean' | 'invalidate' | 'flush';
export const MAINTENANCE = allOf<Maintenance>({ clean: true, invalidate: true, flush: true });
