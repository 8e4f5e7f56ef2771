/** Talks to a kernel over ZeroMQ: sends requests, matches replies, and hands on what a cell publishes. */

import { randomUUID } from 'node:crypto';
import { Dealer, Request, Subscriber } from 'zeromq';
import { type KernelCommand, KernelError, KernelProcess, ownKernel } from './client-process.js';
import { CLAIMS_VARIABLE } from './unheld-claims.js';
import { decode, encode, type Json, type Message, newHeader } from './wire.js';
import { addressOf } from './wire-connection.js';

/** Where a kernel runs, which, and how long it may take to answer for the first time. */
export interface ClientOptions {
  /** The folder that cells run in. */
  cwd?: string;
  /** This package's own kernel, if nothing is said. */
  kernel?: KernelCommand;
  /** Seconds; 60 if nothing is said. */
  startLimit?: number;
  /** Has a claim that does not hold fail its cell; else it is said, and the cells go on. */
  strictClaims?: boolean;
  /** Ends the kernel, whatever it does: what was asked of it rejects then. */
  signal?: AbortSignal;
}

/** A request's reply and everything published while it was handled, in order. */
export interface Answer {
  reply: Json;
  published: readonly Message[];
}

interface Pending {
  published: Message[];
  reply?: Json;
  idle: boolean;
  settle: (answer: Answer) => void;
  fail: (error: Error) => void;
}

/** A started kernel and the connection to it. */
export class KernelClient {
  /** The content of the kernel's `kernel_info_reply`. */
  info: Json = {};
  /** Called with every published message, in order, whichever request it belongs to. */
  onPublished: ((message: Message) => void) | undefined;
  readonly process: KernelProcess;
  readonly #session = randomUUID();
  #sent: Promise<void> = Promise.resolve();
  readonly #pending = new Map<string, Pending>();
  readonly #sockets = {
    shell: new Dealer({ linger: 0 }),
    control: new Dealer({ linger: 0 }),
    iopub: new Subscriber({ receiveHighWaterMark: 0, linger: 0 }),
  };

  /** Starts a kernel and waits until it answers. Throws a {@link KernelError} where it does not. */
  static async start({
    cwd = process.cwd(),
    kernel = ownKernel,
    startLimit = 60,
    strictClaims = false,
    signal,
  }: ClientOptions = {}): Promise<KernelClient> {
    signal?.throwIfAborted();
    const environment: Record<string, string> = strictClaims ? { [CLAIMS_VARIABLE]: 'strict' } : {};
    const client = new KernelClient(await KernelProcess.start(kernel, cwd, environment));
    const end = () => client.process.end();
    signal?.addEventListener('abort', end);
    void client.process.ended.then(() => signal?.removeEventListener('abort', end));
    try {
      await client.#ready(startLimit);
      client.process.removeKey();
      return client;
    } catch (error) {
      client.process.kill();
      await client.#close();
      throw error;
    }
  }

  private constructor(kernel: KernelProcess) {
    this.process = kernel;
    const { shell, control, iopub } = this.#sockets;
    iopub.subscribe();
    shell.connect(addressOf(kernel.connection, 'shell'));
    control.connect(addressOf(kernel.connection, 'control'));
    iopub.connect(addressOf(kernel.connection, 'iopub'));
    void this.#receive(shell, (message) => this.#replied(message));
    void this.#receive(control, (message) => this.#replied(message));
    void this.#receive(iopub, (message) => this.#published(message));
    void kernel.ended.then((how) => this.#failAll(kernel.error(`the kernel ${how}`)));
  }

  /**
   * Sends a request; resolves when its reply came and the kernel is idle again.
   * Rejects with a {@link KernelError} where the kernel dies.
   */
  request(type: string, content: Json = {}, channel: 'shell' | 'control' = 'shell'): Promise<Answer> {
    return this.send(type, content, channel).answer;
  }

  /** Like {@link request}, and says under which id, so that published messages can be told apart. */
  send(
    type: string,
    content: Json,
    channel: 'shell' | 'control' = 'shell',
  ): { id: string; answer: Promise<Answer> } {
    const header = newHeader(type, this.#session);
    const answer = new Promise<Answer>((settle, fail) => {
      this.#pending.set(header.msg_id, { published: [], idle: false, settle, fail });
    });
    if (!this.process.running) {
      this.#failAll(new KernelError('the kernel is not running'));
      return { id: header.msg_id, answer };
    }
    const frames = encode(
      { identities: [], header, parent: {}, metadata: {}, content },
      this.process.connection.key,
    );
    // One after another: a socket takes no second message while it is busy with one.
    this.#sent = this.#sent
      .then(() => this.#sockets[channel].send(frames))
      .catch((error) => this.#fail(header.msg_id, error));
    return { id: header.msg_id, answer };
  }

  /** Runs one cell. */
  execute(code: string, options: Json = {}): Promise<Answer> {
    return this.request('execute_request', executeRequest(code, options));
  }

  /** Sends `text` to the heart of the kernel, which sends it back. */
  async heartbeat(text: string): Promise<string> {
    const socket = new Request({ linger: 0 });
    try {
      socket.connect(addressOf(this.process.connection, 'hb'));
      await socket.send(text);
      return String((await socket.receive())[0]);
    } finally {
      socket.close();
    }
  }

  /** Asks the kernel to end; ends it by force where it does not within `limit` seconds. */
  async shutdown(limit = 5): Promise<void> {
    if (this.process.running) {
      this.request('shutdown_request', { restart: false }, 'control').catch(() => {
        // It may be gone before its reply is read; that it is gone is all that is wanted.
      });
      const gone = await within(limit, this.process.ended);
      if (gone === undefined) this.process.kill();
    }
    await this.#close();
  }

  async #ready(limit: number): Promise<void> {
    const deadline = performance.now() + limit * 1000;
    while (performance.now() < deadline) {
      // Asked again and again: the first status may be published before the subscription has reached the kernel.
      if ((await within(0.3, this.request('kernel_info_request'))) === undefined) continue;
      // Asked of the compiler, whose beginning takes longer than all else: no cell's time is spent on it.
      const left = (deadline - performance.now()) / 1000;
      if ((await within(left, this.request('is_complete_request', { code: '' }))) !== undefined) return;
    }
    throw this.process.error(`the kernel did not answer within ${limit} s`);
  }

  #replied(message: Message): void {
    const pending = this.#pending.get(message.parent.msg_id ?? '');
    if (message.header.msg_type === 'kernel_info_reply') this.info = message.content;
    if (pending === undefined) return;
    pending.reply = message.content;
    this.#settleIfDone(message.parent.msg_id ?? '', pending);
  }

  #published(message: Message): void {
    this.onPublished?.(message);
    const pending = this.#pending.get(message.parent.msg_id ?? '');
    if (pending === undefined) return;
    pending.published.push(message);
    if (message.header.msg_type === 'status' && message.content.execution_state === 'idle')
      pending.idle = true;
    this.#settleIfDone(message.parent.msg_id ?? '', pending);
  }

  #settleIfDone(id: string, { reply, idle, published, settle }: Pending): void {
    if (reply === undefined || !idle) return;
    this.#pending.delete(id);
    settle({ reply, published });
  }

  #fail(id: string, error: Error): void {
    this.#pending.get(id)?.fail(error);
    this.#pending.delete(id);
  }

  #failAll(error: Error): void {
    for (const { fail } of this.#pending.values()) fail(error);
    this.#pending.clear();
  }

  async #receive(socket: Dealer | Subscriber, take: (message: Message) => void): Promise<void> {
    for await (const frames of socket) take(decode(frames, this.process.connection.key));
  }

  async #close(): Promise<void> {
    await this.process.ended;
    for (const socket of Object.values(this.#sockets)) socket.close();
  }
}

/** The content of an `execute_request`. */
export function executeRequest(code: string, options: Json = {}): Json {
  return {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
    ...options,
  };
}

/** What `promise` gives within so many seconds, else undefined. */
export async function within<T>(seconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
