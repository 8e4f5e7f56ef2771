/** `aliaslab convert`: a trace from one form into another. */
import { Command } from 'commander';
import type { TraceFormat } from '../replay/read-trace.js';
import { EXAMPLES } from './examples.js';
import { formOption, inputOf, readsTrace, type TraceOptions, traceOf } from './trace-options.js';

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

const WORKS = EXAMPLES.convert;

async function convert(path: string, target: string, options: Options): Promise<void> {
  const { STANDARD_OUTPUT, writeFile } = await import('../node/write-file.js');
  const trace = await traceOf(path, options);
  const { writeTrace } = await import('../replay/read-trace.js');
  const pieces = writeTrace(trace.source.open(), options.to as TraceFormat);
  const out = target === '-' ? STANDARD_OUTPUT : target;
  await writeFile(out, pieces, { works: WORKS, inputs: [inputOf(path)] });
}
