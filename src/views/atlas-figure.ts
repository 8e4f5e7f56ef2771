/** The atlas as a map: cache size against ways, a mark a CPU, one series a kind of cache. */
import type { ProcessorRow } from '../ports/processors/index.js';
import { atlasMap, hasPlace } from './atlas-map.js';
import type { Figure } from './figure.js';
import { KIND } from './palette.js';
import { count } from './words.js';

/** Size of the data cache against its ways; CPUs of one geometry share a mark that names them all. */
export function atlasFigure(rows: readonly ProcessorRow[]): Figure {
  const drawn = rows.filter(hasPlace).length;
  const aliasing = rows.filter(({ kind }) => kind === 'VIPT-aliasing' || kind === 'VIVT').length;
  const series = Object.entries(KIND).map(([kind, look]) => ({
    ...look,
    name: kind,
    rows: rows.filter((row) => row.kind === kind),
  }));
  return atlasMap('Where aliases are possible: size against ways', series, {
    alt: `${count(drawn, 'CPU')} by cache size and ways; ${aliasing} of ${rows.length} have a VIVT or an aliasing VIPT data cache.`,
    caption: `Few ways and a large cache make a way larger than a page: ${aliasing} of ${rows.length} CPUs can hold one byte twice.`,
  });
}
