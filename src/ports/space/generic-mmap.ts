/** What mmap() does on ports that have no arch_get_unmapped_area() of their own: any page boundary will do. */
import { inFile } from '../source.js';
import type { MmapRule } from './address-space.js';

export const GENERIC_MMAP: MmapRule = {
  colored: false,
  modulus: 'shmlba',
  source: inFile('6.19', 'mm/mmap.c')('generic_get_unmapped_area', 687, 719),
};
