/** What cache maintenance does to a line: writes it back and keeps it, drops it, or both in this order. */
import { allOf } from '../units/words.js';

export type Maintenance = 'clean' | 'invalidate' | 'flush';
export const MAINTENANCE = allOf<Maintenance>({ clean: true, invalidate: true, flush: true });
