/** The ways in which tools count references. */
import { allOf } from '../units/words.js';

/**
 * How tools count a reference. Dinero IV touches every line of one that crosses a line, and counts each touch; a modify is a
 * read of all its lines and then a write of all of them. Cachegrind counts one reference and at most one miss, and a modify as one read.
 */
export type Convention = 'every line' | 'cachegrind';
export const CONVENTIONS = allOf<Convention>({ 'every line': true, cachegrind: true });
