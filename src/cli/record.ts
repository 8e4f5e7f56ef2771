/** `aliaslab record -- COMMAND`: a trace of a command, made by valgrind where that is installed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import { signalGroup } from '../node/process-group.js';
import type { TraceFormat } from '../replay/read-trace.js';
import type { ReferenceStream } from '../replay/references.js';
import { TraceError } from '../replay/trace-error.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { EXAMPLES } from './examples.js';
import { Failed } from './outcome.js';
import { formOption } from './trace-options.js';

interface Options {
  readonly out?: string;
  readonly to: string;
  readonly instructions?: boolean;
}

const WORKS = EXAMPLES.record;
/** Where the trace goes if nothing is said. */
const USUAL = 'program.altr';

export function recordCommand(): Command {
  return new Command('record')
    .description('record what a command does to memory, with valgrind')
    .argument('<command...>', 'the command and its arguments, behind --')
    .option('--out <file>', `where the trace goes; ${USUAL} if nothing is said`)
    .addOption(formOption('--to <form>', 'the form to write').default('compact'))
    .option('--instructions', 'keep instruction fetches too')
    .action(record);
}

async function record(command: readonly string[], { out: typed, to, instructions }: Options): Promise<void> {
  const { readTrace, writeTrace } = await import('../replay/read-trace.js');
  const { checkWritable, writeFile } = await import('../node/write-file.js');
  const { atExit } = await import('../node/at-exit.js');
  const out = typed ?? USUAL;
  const instead = `aliaslab record --out ${USUAL} -- ${command.map(shellWord).join(' ')}`;
  const rules = { works: WORKS, ...(typed === undefined && { replaces: await compactTraces(), instead }) };
  checkWritable(out, rules);
  // Lackey's lines have a channel of their own (descriptor 3), so that what the program prints is not taken for references.
  const valgrind = spawn('valgrind', ['--tool=lackey', '--trace-mem=yes', '--log-fd=3', '--', ...command], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    // A process group of its own, so that all of it can be ended.
    detached: process.platform !== 'win32',
  });
  const callOff = atExit(() => endAll(valgrind));
  const ended = endOf(valgrind, command);
  // Whoever awaits it later is told; until then nobody has to be.
  ended.catch(() => {});
  const channel = valgrind.stdio[3] as Readable;
  const references = readTrace(channel, 'lackey');
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
    await writeFile(out, writeTrace(recorded(), to as TraceFormat), rules);
  } catch (error) {
    // A command that failed says more than the trace that it did not make.
    if (error instanceof TraceError && channel.readableEnded) await ended;
    endAll(valgrind);
    if (!(error instanceof TraceError)) throw error;
    throw error.in(`the trace of ${shellWord(command[0]!)}`);
  } finally {
    callOff();
  }
  console.log(`${out}: ${kept.toLocaleString('en-US')} references`);
}

/** What tells of a file whether it is a trace in compact form, as this command writes it where nothing is said. */
async function compactTraces(): Promise<(path: string) => boolean> {
  const { compact } = await import('../replay/formats/compact.js');
  return (path) => {
    const bytes = new Uint8Array(4);
    const fd = openSync(path, 'r');
    try {
      readSync(fd, bytes);
    } finally {
      closeSync(fd);
    }
    return compact.begins({ bytes, line: undefined });
  };
}

/** Ends valgrind, the command, and what that has started; at once, for whoever calls this may be about to end. */
function endAll(valgrind: ChildProcess): void {
  if (valgrind.exitCode === null && valgrind.signalCode === null) signalGroup(valgrind, 'SIGKILL');
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
