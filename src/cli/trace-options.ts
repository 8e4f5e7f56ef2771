/** What the commands that read traces share: the trace, its form, and how a cache is written. */
import { type Command, Option } from 'commander';
import { type CacheDescription, REPLACEMENTS } from '../hardware/cache-description.js';
import { CONVENTIONS, type Convention } from '../replay/convention.js';
import { TRACE_FORMATS } from '../replay/formats/index.js';
import { InputError } from '../units/problems.js';
import { listed } from '../units/words.js';
import { EXAMPLES } from './examples.js';
import { optionWord, wordOf } from './option-words.js';

export interface TraceOptions {
  readonly format?: string;
  readonly limit?: string;
}

export interface CacheOptions {
  readonly writeThrough?: boolean;
  readonly writeAllocate: boolean;
}

/** An option that takes a form of trace. */
export function formOption(flags: string, words: string): Option {
  return new Option(flags, words).choices([...TRACE_FORMATS]);
}

/** Adds the options of a command that reads a trace. */
export function readsTrace(command: Command): Command {
  return command
    .addOption(formOption('--format <form>', 'the trace’s form, where how it begins does not tell'))
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

/** What is read under this name, for whoever writes: a path, or the descriptor of standard input. */
export function inputOf(path: string): string | number {
  return path === '-' ? process.stdin.fd : path;
}

const WORKS = EXAMPLES.replay;

/** A cache as `SIZE:WAYS:LINE[:POLICY]`; ways may be `full`. Which address picks the set does not matter to a trace. */
export async function cacheOf(
  text: string,
  { writeThrough, writeAllocate }: CacheOptions,
): Promise<CacheDescription> {
  const { cache } = await import('../fluent/cache.js');
  const [size, ways, line, policy = 'lru', ...more] = text.split(':');
  const replacement = wordOf(REPLACEMENTS, policy.toLowerCase());
  if (!size || !ways || !line || !replacement || more.length > 0) {
    throw new InputError(
      [`cache '${text}' is not SIZE:WAYS:LINE[:POLICY] with POLICY ${REPLACEMENTS.join(', ')}`],
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
  const convention = wordOf(CONVENTIONS, text);
  if (convention) return convention;
  throw new InputError(
    [`--counting '${text}' is neither ${listed(CONVENTIONS.map(optionWord), 'nor')}`],
    `${works} --counting cachegrind`,
  );
}
