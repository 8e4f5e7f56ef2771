/** `aliaslab convert`: a trace from one form into another. */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import type { TraceFormat } from '../replay/read-trace.js';
import { InputError } from '../units/problems.js';
import { formOption, readsTrace, type TraceOptions, traceOf } from './trace-options.js';

interface Options extends TraceOptions {
  readonly to: string;
}

export function convertCommand(): Command {
  return readsTrace(
    new Command('convert')
      .description('write a trace in another form; compact takes some two bytes a reference')
      .argument('<trace>', 'a file, plain, gzip or zstd; - for standard input')
      .argument('<to-file>', 'where to; - for standard output'),
  )
    .addOption(formOption('--to <form>', 'the form to write').default('compact'))
    .action(convert);
}

async function convert(path: string, target: string, options: Options): Promise<void> {
  const trace = await traceOf(path, options);
  const { writeTrace } = await import('../replay/read-trace.js');
  const pieces = writeTrace(trace.source.open(), options.to as TraceFormat);
  if (target === '-') await pipeline(Readable.from(pieces), process.stdout, { end: false });
  else await writeFile(pieces, target);
}

/** Writes beside the target first: a trace that turns out to be damaged leaves what was there as it was. */
export async function writeFile(pieces: AsyncIterable<Uint8Array>, target: string): Promise<void> {
  const beside = `${target}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(beside));
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    if (!isRefusal(error)) throw error;
    throw new InputError(
      [`${target} cannot be written (${error.code})`],
      'aliaslab convert in.lackey out.altr',
    );
  }
}

function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  const { code, path } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && typeof path === 'string';
}
