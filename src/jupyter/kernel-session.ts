/**
 * One session of cells over tslab's executor: runs a cell and says how it ended. It knows no messages and
 * no sockets; output that a cell prints goes its own way (kernel-output).
 */

import { stopRuns } from '../fluent/run-options.js';
import {
  type CellError,
  describeFindings,
  describeThrown,
  type Finding,
  interrupted,
} from './kernel-error.js';
import { writtenOut } from './kernel-shorthand.js';
import { createExecutor, type Executor } from './tslab.js';

/** How a cell ended: `value` is that of its last expression, awaited, and undefined where there is none. */
export type CellEnd = { status: 'ok'; value: unknown } | { status: 'error'; error: CellError };

/** What the executor said while a cell ran. */
interface Heard {
  value?: unknown;
  thrown?: unknown;
  findings: Finding[];
}

/** Runs cells one after another in `folder`, from which they import. */
export class KernelSession {
  readonly executor: Executor;
  #heard: Heard = { findings: [] };
  #interrupt: (() => void) | undefined;

  constructor(folder: string) {
    this.executor = createExecutor(folder, {
      log: (value) => {
        this.#heard.value = value;
      },
      error: (...said) => {
        if (said.length === 1) this.#heard.thrown = said[0];
        else this.#heard.findings.push(asFinding(said));
      },
    });
  }

  /** Runs one cell. Never rejects: an error of the cell is its end. */
  async run(source: string): Promise<CellEnd> {
    const heard: Heard = { findings: [] };
    this.#heard = heard;
    const cell = writtenOut(source, (name) => name in this.executor.locals);
    const ok = await this.executor.execute(cell.source);
    const findings = heard.findings.map((finding) =>
      finding.file === ''
        ? { ...finding, column: cell.columnAsTyped(finding.line, finding.column) }
        : finding,
    );
    if (!ok) {
      if (findings.length > 0) return { status: 'error', error: describeFindings(findings, source) };
      return this.failed(heard.thrown, source);
    }
    // A cell that only defines a module is kept with its type errors, as in tslab.
    for (const { file, line, column, text } of findings) console.error(`${file}${line}:${column} - ${text}`);
    try {
      return { status: 'ok', value: await this.#orInterrupted(heard.value) };
    } catch (thrown) {
      return this.failed(thrown);
    }
  }

  /** Ends the wait of a cell that awaits something, and what it waits for, where that is a run. What the cell declared before stays. */
  interrupt(): void {
    this.executor.interrupt();
    stopRuns();
    this.#interrupt?.();
  }

  /** The end of a cell that threw. */
  failed(thrown: unknown, source?: string): CellEnd {
    const byHand = thrown instanceof Error && thrown.message === 'Interrupted asynchronously';
    return { status: 'error', error: byHand ? interrupted : describeThrown(thrown, source) };
  }

  async #orInterrupted(value: unknown): Promise<unknown> {
    const stopped = new Promise<never>((_, reject) => {
      this.#interrupt = () => reject(new Error('Interrupted asynchronously'));
    });
    try {
      return await Promise.race([value, stopped]);
    } finally {
      this.#interrupt = undefined;
    }
  }
}

/** tslab reports a finding as `error('%s%d:%d - %s', file, line, column, text)`. */
function asFinding([, file, line, column, text]: unknown[]): Finding {
  return { file: String(file), line: Number(line), column: Number(column), text: String(text) };
}
