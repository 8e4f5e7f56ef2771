/**
 * From an entry of the atlas, short enough to be kept by hand, to a whole {@link ProcessorRow}. What can be worked
 * out is worked out here (the cache, and whether there is one), so that no entry can contradict itself.
 */
import type { Organization, ReplacementName, WritePolicy } from '../../hardware/cache-description.js';
import { isPowerOfTwo, parseSize } from '../../units/size.js';
import { allOf } from '../../units/words.js';
import type { PortFacts } from './port-facts.js';
import type {
  AllocationPolicy,
  CacheKind,
  Geometry,
  GeometryPart,
  GeometrySource,
  InequivalentAliases,
  PolicyFact,
  PolicyFacts,
  ProcessorCache,
  ProcessorRow,
} from './processor-row.js';

/** One CPU as the atlas writes it down. */
export interface RowEntry {
  readonly name: string;
  /** Shorter names that it is found by, beside the name and its part before the parenthesis. */
  readonly names?: readonly string[];
  /** Size, ways and bytes in a line; left out where there is no data cache to describe. */
  readonly dcache?: readonly [size: string, ways: number, line: number];
  readonly kind: CacheKind;
  /** Where it differs from the port's. */
  readonly pageSize?: string;
  /** The bytes of SHMLBA, where they differ from the port's. */
  readonly shmlba?: string;
  /** Left out: write-back is assumed. */
  readonly write?: PolicyFact<WritePolicy>;
  /** Left out: that a write-back cache allocates on stores too, and a write-through one does not, is assumed. */
  readonly allocation?: PolicyFact<AllocationPolicy>;
  /** Left out: LRU is assumed. */
  readonly replacement?: PolicyFact<ReplacementName>;
  /** Left out: both copies of a line are kept, where it is used under two colors. */
  readonly inequivalentAliases?: PolicyFact<InequivalentAliases>;
  /** What was read of its geometry and kind, and where. */
  readonly read?: string;
  /** The parts of both that no source was read for; left out: none. */
  readonly unverified?: readonly GeometryPart[] | 'everything';
  readonly notes?: readonly string[];
}

const EVERYTHING = allOf<GeometryPart>({ size: true, ways: true, line: true, kind: true });

/** The rows of a port. */
export function rowsOf(port: PortFacts, entries: readonly RowEntry[]): readonly ProcessorRow[] {
  return entries.map((entry) => rowOf(port, entry));
}

function rowOf(port: PortFacts, entry: RowEntry): ProcessorRow {
  const geometry = geometryOf(entry);
  const policies = policiesOf(entry);
  return {
    id: `${port.arch}/${slug(entry.name)}`,
    name: entry.name,
    names: entry.names ?? [],
    arch: port.arch,
    pageSize: entry.pageSize ? parseSize(entry.pageSize) : port.pageSize,
    shmlba: { ...port.shmlba, ...(entry.shmlba && { bytes: parseSize(entry.shmlba) }) },
    kind: entry.kind,
    geometry,
    ...(geometry.known && { cache: cacheOf(entry.kind, geometry, policies) }),
    ...(entry.dcache && { policies }),
    source: sourceOf(entry),
    notes: entry.notes ?? [],
    port,
  };
}

/** The policies that the entry states, and the usual ones where it states none. */
function policiesOf({ write, allocation, replacement, inequivalentAliases }: RowEntry): PolicyFacts {
  const writes: PolicyFact<WritePolicy> = write ?? { policy: 'back', basis: 'assumed' };
  const usual = writes.policy === 'back' ? 'on loads and stores' : 'on loads';
  return {
    write: writes,
    allocation: allocation ?? { policy: usual, basis: 'assumed' },
    replacement: replacement ?? { policy: 'lru', basis: 'assumed' },
    ...(inequivalentAliases && { inequivalentAliases }),
  };
}

function sourceOf({ read, unverified = [] }: RowEntry): GeometrySource {
  return { ...(read && { read }), unverified: unverified === 'everything' ? EVERYTHING : unverified };
}

function geometryOf({ kind, dcache }: RowEntry): Geometry {
  if (kind === 'none') return { known: false, why: 'it has no data cache' };
  if (kind === 'host') return { known: false, why: 'it runs on a host, and the cache is the host’s' };
  if (!dcache) return { known: false, why: 'the geometry of its data cache is not known' };
  const [text, ways, line] = dcache;
  const numbers = { size: parseSize(text), ways, line };
  if (kind === 'unknown') {
    return { known: false, why: 'how its data cache is indexed and tagged is not known', ...numbers };
  }
  const sets = numbers.size / (ways * line);
  if (!isPowerOfTwo(sets)) {
    const why = `${text} in ${ways} ways of ${line} B lines makes ${sets} sets, and which address bits select one of them is not known`;
    return { known: false, why, ...numbers };
  }
  return { known: true, ...numbers };
}

function cacheOf(
  kind: CacheKind,
  geometry: { size: number; ways: number; line: number },
  { write, allocation, replacement, inequivalentAliases }: PolicyFacts,
): ProcessorCache {
  const { size, ways, line } = geometry;
  const aliases = inequivalentAliases?.policy ?? 'kept';
  return {
    organization: kind.slice(0, 4) as Organization,
    size,
    ways,
    line,
    write: write.policy,
    writeAllocate: allocation.policy === 'on loads and stores',
    replacement: replacement.policy,
    resolvesSynonyms: kind === 'VIPT-hwfix',
    ...(aliases !== 'kept' && { onAlias: aliases === 'trapped' ? ('trap' as const) : aliases }),
  };
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
