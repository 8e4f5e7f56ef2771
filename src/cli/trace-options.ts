/** What the commands that read traces share: the trace, its form, and how a cache is written. */
import { type Command, Option } from 'commander';
import type { CacheDescription, ReplacementName } from '../hardware/cache-description.js';
import type { Convention } from '../replay/convention.js';
import { InputError } from '../units/problems.js';

export interface TraceOptions {
  readonly format?: string;
  readonly limit?: string;
}

export interface CacheOptions {
  readonly writeThrough?: boolean;
  readonly writeAllocate: boolean;
}

export const FORMATS = ['lackey', 'din', 'xdin', 'csv', 'compact'];

/** Adds the options of a command that reads a trace. */
export function readsTrace(command: Command): Command {
  return command
    .addOption(
      new Option('--format <form>', 'the trace’s form, where how it begins does not tell').choices(FORMATS),
    )
    .option('--limit <size>', 'how much may come out of a gzip or zstd file; 64GiB if nothing is said');
}

export async function traceOf(path: string, { format, limit }: TraceOptions) {
  const { traceFile } = await import('../node/trace-file.js');
  const { traceFormat } = await import('../replay/read-trace.js');
  return traceFile(path, {
    ...(format !== undefined && { format: traceFormat(format) }),
    ...(limit !== undefined && { limit }),
  });
}

const WORKS = 'aliaslab replay program.lackey --cache 32KiB:8:64';
const POLICIES: Readonly<Record<string, ReplacementName>> = {
  lru: 'lru',
  fifo: 'fifo',
  random: 'random',
  plru: 'plru',
  'round-robin': 'round-robin',
};

/** A cache as `SIZE:WAYS:LINE[:POLICY]`; ways may be `full`. Which address picks the set does not matter to a trace. */
export async function cacheOf(
  text: string,
  { writeThrough, writeAllocate }: CacheOptions,
): Promise<CacheDescription> {
  const { cache } = await import('../fluent/cache.js');
  const [size, ways, line, policy = 'lru', ...more] = text.split(':');
  const replacement = POLICIES[policy.toLowerCase()];
  if (!size || !ways || !line || !replacement || more.length > 0) {
    throw new InputError(
      [`cache '${text}' is not SIZE:WAYS:LINE[:POLICY] with POLICY ${Object.keys(POLICIES).join(', ')}`],
      WORKS,
    );
  }
  let made = cache().pipt().size(bytes(size)).line(bytes(line));
  made = ways.toLowerCase() === 'full' ? made.fullyAssociative() : made.ways(Number(ways));
  if (writeThrough) made = made.writeThrough();
  if (!writeAllocate) made = made.noWriteAllocate();
  return { ...made.describe(), replacement };
}

function bytes(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** How to count, as an option says it. */
export function conventionOf(text: string, works: string): Convention {
  if (text === 'every-line') return 'every line';
  if (text === 'cachegrind') return text;
  throw new InputError(
    [`--counting '${text}' is neither 'every-line' nor 'cachegrind'`],
    `${works} --counting cachegrind`,
  );
}
