/** `aliaslab record -- COMMAND`: a trace of a command, made by valgrind where that is installed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import type { TraceFormat } from '../replay/read-trace.js';
import type { ReferenceStream } from '../replay/references.js';
import { TraceError } from '../replay/trace-error.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { writeFile } from './convert.js';
import { Failed } from './outcome.js';
import { formOption } from './trace-options.js';

interface Options {
  readonly out: string;
  readonly to: string;
  readonly instructions?: boolean;
}

const WORKS = 'aliaslab record --out ls.altr -- ls -l';

export function recordCommand(): Command {
  return new Command('record')
    .description('record what a command does to memory, with valgrind')
    .argument('<command...>', 'the command and its arguments, behind --')
    .option('--out <file>', 'where the trace goes', 'program.altr')
    .addOption(formOption('--to <form>', 'the form to write').default('compact'))
    .option('--instructions', 'keep instruction fetches too')
    .action(record);
}

async function record(command: readonly string[], { out, to, instructions }: Options): Promise<void> {
  const { readTrace, writeTrace } = await import('../replay/read-trace.js');
  // Lackey's lines have a channel of their own (descriptor 3), so that what the program prints is not taken for references.
  const valgrind = spawn('valgrind', ['--tool=lackey', '--trace-mem=yes', '--log-fd=3', '--', ...command], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  const ended = endOf(valgrind, command);
  // Whoever awaits it later is told; until then nobody has to be.
  ended.catch(() => {});
  const references = readTrace(valgrind.stdio[3] as Readable, 'lackey');
  let kept = 0;
  async function* recorded(): ReferenceStream {
    for await (const stretch of instructions ? references : withoutFetches(references)) {
      kept += stretch.count;
      yield stretch;
    }
    // The file is written whole or not at all.
    await ended;
  }
  try {
    await writeFile(writeTrace(recorded(), to as TraceFormat), out);
  } catch (error) {
    valgrind.kill();
    if (!(error instanceof TraceError)) throw error;
    // A command that failed says more than the trace that it did not make.
    await ended;
    throw error.in(`the trace of ${shellWord(command[0]!)}`);
  }
  console.log(`${out}: ${kept.toLocaleString('en-US')} references`);
}

async function endOf(valgrind: ChildProcess, command: readonly string[]): Promise<void> {
  try {
    const [code, signal] = await once(valgrind, 'exit');
    if (code !== 0) {
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      throw new Failed(`${command.map(shellWord).join(' ')} ${how}; no trace was written`);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new InputError(['valgrind is not installed'], `apt-get install valgrind && ${WORKS}`);
  }
}

/** The same stretches with loads, stores and modifies only. */
async function* withoutFetches(stream: ReferenceStream): ReferenceStream {
  const { INSTRUCTION, ReferenceBatch } = await import('../replay/references.js');
  const kept = new ReferenceBatch();
  for await (const { count, words, size, kind } of stream) {
    kept.count = 0;
    for (let i = 0; i < count; i++) {
      if (kind[i] !== INSTRUCTION) kept.add(kind[i]!, words[2 * i]!, words[2 * i + 1]!, size[i]!);
    }
    yield kept;
  }
}
