/**
 * What the kernel answers to each request: a request's content in, the reply's content out. Output of cells goes through `publish`. No
 * sockets here; cells run, and are compiled, elsewhere (session.ts).
 */

import { createRequire } from 'node:module';
import { packageVersion } from '../kernel-home.js';
import type { Json } from '../wire.js';
import type { PublishOf } from './cell-output.js';
import { KernelHistory } from './history.js';
import { Session } from './session.js';

/** Sends one message that belongs to the request. */
export type Publish = (type: string, content: Json) => void;

/** So many cells are listened to: what older ones still print is lost. */
const MOST_HEARD = 10_000;
/** After one of these errors, nothing else that was asked with it is begun. */
const STOPPED = new Set(['Interrupted', 'ProcessEnded']);

type Answers = Readonly<Record<string, (content: Json, publish: Publish) => Json | Promise<Json>>>;

/** Answers requests: those of {@link onShell} one at a time, {@link onControl} at any time. */
export class KernelRequests {
  readonly #session: Session;
  readonly #history = new KernelHistory();
  /** Who is told what a cell prints and shows, for as long as the kernel lives: timers print late. */
  readonly #publishes = new Map<number, Publish>();
  #cells = 0;
  #count = 0;

  constructor(log: (line: string) => void) {
    const publish: PublishOf = (cell, type, content) => this.#publishes.get(cell)?.(type, content);
    this.#session = new Session(publish, log);
  }

  /** What may come on the shell channel; the reply's type is that with `_reply`. */
  readonly onShell: Answers = {
    kernel_info_request: () => kernelInfo,
    execute_request: (content, publish) => this.#execute(content, publish),
    is_complete_request: ({ code }) => this.#session.isComplete(code as string),
    complete_request: ({ code, cursor_pos: at }) => this.#session.complete(code as string, at as number),
    inspect_request: ({ code, cursor_pos: at }) => this.#session.inspect(code as string, at as number),
    history_request: (content) => ({ status: 'ok', history: this.#history.answer(content) }),
    comm_info_request: () => ({ status: 'ok', comms: {} }),
    interrupt_request: () => this.#interrupted(),
    shutdown_request: ({ restart }) => ({ status: 'ok', restart: restart === true }),
  };

  /** What may come on the control channel. */
  readonly onControl: Answers = {
    kernel_info_request: () => kernelInfo,
    interrupt_request: () => this.#interrupted(),
    shutdown_request: this.onShell.shutdown_request!,
  };

  /** The reply to a cell that was queued behind one that failed: it did not run, so it has no count. */
  aborted(): Json {
    return { status: 'aborted' };
  }

  interrupt(): void {
    this.#session.interrupt();
  }

  /** Lets cells wait with what they print and show, or go on. */
  pause(isPaused: boolean): void {
    this.#session.pause(isPaused);
  }

  close(): void {
    this.#session.close();
  }

  #interrupted(): Json {
    this.interrupt();
    return { status: 'ok' };
  }

  async #execute(content: Json, publish: Publish): Promise<Json> {
    const code = content.code as string;
    const silent = content.silent === true;
    const say: Publish = silent ? () => {} : publish;
    const isKept = !silent && content.store_history !== false;
    if (isKept) this.#history.add(++this.#count, code);
    const execution_count = this.#count;
    say('execute_input', { code, execution_count });

    const end = await this.#session.run(this.#numberFor(say), code);
    if (end.status === 'error') {
      say('error', { ...end.error });
      return { status: 'error', execution_count, ...end.error };
    }
    if (end.shown !== undefined) {
      say('execute_result', { ...end.shown, execution_count });
      const text = end.shown.data['text/plain'];
      if (isKept && typeof text === 'string') this.#history.result(text);
    }
    const user_expressions = await this.#expressions(content.user_expressions as Json | undefined);
    return { status: 'ok', execution_count, user_expressions, payload: [] };
  }

  async #expressions(asked: Json | undefined): Promise<Json> {
    const answers: [string, Json][] = [];
    let isInterrupted = false;
    for (const [name, expression] of Object.entries(asked ?? {})) {
      if (isInterrupted) {
        answers.push([name, { status: 'aborted' }]);
        continue;
      }
      const end = await this.#session.run(
        this.#numberFor(() => {}),
        expression as string,
        'text',
      );
      answers.push([
        name,
        end.status === 'error' ? { status: 'error', ...end.error } : { status: 'ok', ...end.shown },
      ]);
      isInterrupted = end.status === 'error' && STOPPED.has(end.error.ename);
    }
    return Object.fromEntries(answers);
  }

  #numberFor(publish: Publish): number {
    this.#publishes.set(++this.#cells, publish);
    this.#publishes.delete(this.#cells - MOST_HEARD);
    return this.#cells;
  }
}

/** The version of the compiler, which only its thread loads. */
const { version } = createRequire(import.meta.url)('typescript/package.json') as { version: string };

const kernelInfo: Json = {
  status: 'ok',
  protocol_version: '5.3',
  implementation: 'aliaslab',
  implementation_version: packageVersion,
  language_info: {
    name: 'typescript',
    version,
    mimetype: 'text/typescript',
    file_extension: '.ts',
    pygments_lexer: 'typescript',
    codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
  },
  banner: `aliaslab ${packageVersion}: TypeScript ${version} on Node ${process.version}`,
  help_links: [],
};
