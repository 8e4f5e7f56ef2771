/** A CPU of the atlas, or all of them, as tables. */
import { table } from 'arquero';
import {
  assumedParts,
  type PolicyFact,
  type ProcessorRow,
  rowColors,
  rowWaySize,
  visibleColors,
} from '../ports/processors/index.js';
import { formatSize } from '../units/size.js';
import type { Table } from './arquero-table.js';
import { count } from './words.js';

const UNKNOWN = 'not known';
const sizeOr = (bytes: number | undefined) => (bytes === undefined ? UNKNOWN : formatSize(bytes));

/** One CPU: a row a fact, with what the fact rests on. */
export function processorFactsTable(row: ProcessorRow): Table {
  const { geometry, source, port } = row;
  const geometryBasis = (part: 'size' | 'ways' | 'line' | 'kind') =>
    source.unverified.includes(part) ? 'assumed' : (source.read ?? '');
  const { read, tree } = port.source;
  const portBasis = tree ? `${read} @ Linux ${tree.version}` : read;
  const facts: [string, string, string][] = [
    ['Linux port', row.arch, port.removedIn ? `removed in ${port.removedIn}, assumed` : portBasis],
    ['kind', row.kind, geometryBasis('kind')],
    ['size', sizeOr(geometry.size), geometryBasis('size')],
    ['ways', String(geometry.ways ?? UNKNOWN), geometryBasis('ways')],
    ['line', sizeOr(geometry.line), geometryBasis('line')],
    ['way', sizeOr(rowWaySize(row)), 'size / ways'],
    ['page', formatSize(row.pageSize), portBasis],
    [
      'colors',
      String(visibleColors(row) ?? UNKNOWN),
      row.kind === 'VIPT-hwfix'
        ? `the index has ${rowColors(row)}; hardware resolves synonyms`
        : 'way / page, at least 1',
    ],
    ...congruenceFact(row),
    ['SHMLBA', `${formatSize(row.shmlba.bytes)} = ${row.shmlba.expression}`, portBasis],
    ...policyFacts(row),
    ['cpu_dcache_is_aliasing()', port.runtimeCheck, portBasis],
    ...row.notes.map((note): [string, string, string] => ['note', note, '']),
  ];
  if (!geometry.known) facts.push(['not runnable', geometry.why, '']);
  return table({
    fact: facts.map(([fact]) => fact),
    value: facts.map(([, value]) => value),
    source: facts.map(([, , basis]) => basis),
  });
}

/** Linux may keep more apart than the cache does. */
function congruenceFact({ port }: ProcessorRow): [string, string, string][] {
  if (port.colorModulus === undefined) return [];
  const { source, colorModulus } = port;
  return [['congruent for Linux', `at multiples of ${formatSize(colorModulus)}`, source.read]];
}

function policyFacts({ policies, geometry }: ProcessorRow): [string, string, string][] {
  if (!policies) return [];
  const { write, allocation, replacement, inequivalentAliases } = policies;
  const basisOf = ({ basis, from }: PolicyFact<unknown>) => (from ? `${basis}: ${from}` : basis);
  return [
    ['write policy', `write-${write.policy}`, basisOf(write)],
    ['fetches a line', allocation.policy, basisOf(allocation)],
    geometry.ways === 1
      ? ['replacement', 'none', 'one way leaves no choice']
      : ['replacement', replacement.policy, basisOf(replacement)],
    ...(inequivalentAliases
      ? [
          ['used under two colors', inequivalentAliases.policy, basisOf(inequivalentAliases)] satisfies [
            string,
            string,
            string,
          ],
        ]
      : []),
  ];
}

/** How many CPUs there are, of which kinds, and of how many not all was read. */
export function atlasWords(rows: readonly ProcessorRow[]): string {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const tally = kinds.map((kind) => `${rows.filter((row) => row.kind === kind).length} ${kind}`);
  const assumed = rows.filter((row) => assumedParts(row).length > 0).length;
  const rests = assumed === 0 ? '' : `; of ${assumed} something is assumed`;
  const others = rows.filter(({ arch }) => arch === 'none').length;
  const beside = others === 0 ? '' : `, and ${others} that no Linux port runs on`;
  return `${count(rows.length - others, 'CPU')}${beside}: ${tally.join(', ')}${rests}`;
}

/** All CPUs: a row a CPU; what is not known is empty. */
export function atlasTable(rows: readonly ProcessorRow[]): Table {
  return table({
    CPU: rows.map(({ name }) => name),
    port: rows.map(({ arch }) => arch),
    kind: rows.map(({ kind }) => kind),
    size: rows.map(({ geometry }) => geometry.size ?? null),
    ways: rows.map(({ geometry }) => geometry.ways ?? null),
    line: rows.map(({ geometry }) => geometry.line ?? null),
    page: rows.map(({ pageSize }) => pageSize),
    colors: rows.map((row) => visibleColors(row) ?? null),
    SHMLBA: rows.map(({ shmlba }) => shmlba.bytes),
    runnable: rows.map(({ cache }) => cache !== undefined),
    assumed: rows.map((row) => assumedParts(row).join(', ')),
  });
}

/** The same in few columns. */
export function atlasShortTable(rows: readonly ProcessorRow[]): Table {
  return atlasTable(rows).select('CPU', 'kind', 'size', 'ways', 'line', 'page', 'colors');
}
