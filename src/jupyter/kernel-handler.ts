/**
 * What the kernel answers to each request: a request's content in, the reply's content out. Output of cells
 * goes through `publish` while the request is handled. No sockets here.
 */

import { inspect } from 'node:util';
import { complete, inspectAt, isComplete } from './kernel-code.js';
import { KernelHistory } from './kernel-history.js';
import { packageVersion } from './kernel-home.js';
import type { CellOutput, Publish } from './kernel-output.js';
import { type CellEnd, KernelSession } from './kernel-session.js';
import { jupyterDisplay, type MimeBundle } from './mime.js';
import { compiler } from './tslab.js';
import type { Json } from './wire.js';

/** Answers requests, one at a time; {@link interrupt} may come in between. */
export class KernelHandler {
  readonly #session: KernelSession;
  readonly #output: CellOutput;
  readonly #history = new KernelHistory();
  #count = 0;

  constructor(folder: string, output: CellOutput) {
    this.#session = new KernelSession(folder);
    this.#output = output;
  }

  /** The requests that are answered, by message type; the reply's type is that with `_reply`. */
  readonly requests: Readonly<Record<string, (content: Json, publish: Publish) => Json | Promise<Json>>> = {
    kernel_info_request: () => kernelInfo,
    execute_request: (content, publish) => this.#execute(content, publish),
    is_complete_request: ({ code }) => isComplete(String(code)),
    complete_request: ({ code, cursor_pos: at }) =>
      complete(this.#session.executor, String(code), Number(at)),
    inspect_request: ({ code, cursor_pos: at }) =>
      inspectAt(this.#session.executor, String(code), Number(at)),
    history_request: (content) => ({ status: 'ok', history: this.#history.answer(content) }),
    comm_info_request: () => ({ status: 'ok', comms: {} }),
    interrupt_request: () => {
      this.interrupt();
      return { status: 'ok' };
    },
    shutdown_request: ({ restart }) => ({ status: 'ok', restart: restart === true }),
  };

  /** The reply to a cell that was queued behind one that failed: it did not run, so it has no count. */
  aborted(): Json {
    return { status: 'aborted' };
  }

  interrupt(): void {
    this.#session.interrupt();
  }

  close(): void {
    this.#session.executor.close();
  }

  async #execute(content: Json, publish: Publish): Promise<Json> {
    const code = String(content.code);
    const silent = content.silent === true;
    const say: Publish = silent ? () => {} : publish;
    if (!silent && content.store_history !== false) this.#history.add(++this.#count, code);
    const execution_count = this.#count;
    say('execute_input', { code, execution_count });

    const end = await this.#output.during(say, () => this.#run(code, say));
    if (end.status === 'error') {
      say('error', { ...end.error });
      return { status: 'error', execution_count, ...end.error };
    }
    const user_expressions = await this.#expressions(content.user_expressions);
    return { status: 'ok', execution_count, user_expressions, payload: [] };
  }

  async #run(code: string, publish: Publish): Promise<CellEnd> {
    const end = await this.#session.run(code);
    // A turn of the event loop: a rejection that nobody handles is reported before the cell ends.
    await new Promise((resolve) => setImmediate(resolve));
    if (end.status === 'error' || end.value === undefined || end.value === null) return end;
    try {
      const { data, metadata } = await shownOf(end.value);
      publish('execute_result', { data, metadata, execution_count: this.#count });
      if (typeof data['text/plain'] === 'string') this.#history.result(data['text/plain']);
      return end;
    } catch (thrown) {
      return this.#session.failed(thrown);
    }
  }

  async #expressions(asked: unknown): Promise<Json> {
    const answers: Json = {};
    for (const [name, expression] of Object.entries(asked ?? {})) {
      const end = await this.#output.during(
        () => {},
        () => this.#session.run(String(expression)),
      );
      answers[name] =
        end.status === 'error'
          ? { status: 'error', ...end.error }
          : { status: 'ok', data: { 'text/plain': textOf(end.value) }, metadata: {} };
    }
    return answers;
  }
}

/** A value in its richest forms, and what Jupyter wants to know of them; plain text where it has no other. */
async function shownOf(value: unknown): Promise<{ data: MimeBundle; metadata: Json }> {
  const { bundleMetadata, completeBundle, displayBundle } = await import('./bundle.js');
  const own = (value as Record<symbol, unknown>)[jupyterDisplay];
  // Unlike show(), a cell's last value may promise its bundle: the cell ends when it is there.
  const bundle = typeof own === 'function' ? completeBundle(await own.call(value)) : displayBundle(value);
  const data = bundle ?? { 'text/plain': textOf(value) };
  return { data, metadata: bundleMetadata(data) };
}

/** A value as `console.log` prints it: a string is shown as it is. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

const kernelInfo: Json = {
  status: 'ok',
  protocol_version: '5.3',
  implementation: 'aliaslab',
  implementation_version: packageVersion,
  language_info: {
    name: 'typescript',
    version: compiler.version,
    mimetype: 'text/typescript',
    file_extension: '.ts',
    pygments_lexer: 'typescript',
    codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
  },
  banner: `aliaslab ${packageVersion}: TypeScript ${compiler.version} on Node ${process.version}`,
  help_links: [],
};
