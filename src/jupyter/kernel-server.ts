/**
 * The kernel's five ZeroMQ sockets: takes requests in, one shell request at a time, and sends what the
 * handler answers. Control requests are answered at once, also while a cell awaits something.
 */

import { Publisher, Reply, Router } from 'zeromq';
import type { KernelHandler } from './kernel-handler.js';
import type { CellOutput } from './kernel-output.js';
import { decode, encode, type Header, type Json, type Message, newHeader } from './wire.js';
import { addressOf, type Connection, channels } from './wire-connection.js';

// Sends are immediate and unlimited, so that a long loop streams its output while it runs, in order.
const unlimited = { sendTimeout: 0, sendHighWaterMark: 0, linger: 1000 };

/** Serves `handler` on the addresses of `connection` until a shutdown request, or {@link close}. */
export class KernelServer {
  readonly #connection: Connection;
  readonly #handler: KernelHandler;
  readonly #output: CellOutput;
  readonly #session: string;
  readonly #sockets = {
    shell: new Router(unlimited),
    iopub: new Publisher(unlimited),
    stdin: new Router(unlimited),
    control: new Router(unlimited),
    hb: new Reply({ linger: 0 }),
  };
  readonly #waiting: Message[] = [];
  readonly #aborted = new WeakSet<Message>();
  #draining = false;
  #ended: (() => void) | undefined;

  constructor(connection: Connection, handler: KernelHandler, output: CellOutput, session: string) {
    this.#connection = connection;
    this.#handler = handler;
    this.#output = output;
    this.#session = session;
  }

  /** Binds the sockets and serves; resolves after a shutdown request was answered. */
  async serve(): Promise<void> {
    for (const channel of channels) await this.#sockets[channel].bind(addressOf(this.#connection, channel));
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve;
    });
    this.#publish('status', { execution_state: 'starting' }, {});
    void this.#listenToShell();
    void this.#listenToControl();
    void this.#echoHeartbeats();
    await ended;
  }

  close(): void {
    for (const channel of channels) this.#sockets[channel].close();
  }

  async #listenToShell(): Promise<void> {
    for await (const frames of this.#sockets.shell) {
      const message = this.#decoded(frames);
      if (message === undefined) continue;
      this.#waiting.push(message);
      void this.#drain();
    }
  }

  async #listenToControl(): Promise<void> {
    for await (const frames of this.#sockets.control) {
      const message = this.#decoded(frames);
      if (message !== undefined) void this.#handle(message, this.#sockets.control);
    }
  }

  async #echoHeartbeats(): Promise<void> {
    for await (const frames of this.#sockets.hb) await this.#sockets.hb.send(frames);
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await this.#handle(next, this.#sockets.shell);
    }
    this.#draining = false;
  }

  async #handle(message: Message, socket: Router): Promise<void> {
    const type = message.header.msg_type;
    this.#publish('status', { execution_state: 'busy' }, message.header);
    try {
      const reply = await this.#answer(message);
      if (reply !== undefined)
        this.#send(socket, message.identities, type.replace('_request', '_reply'), reply, message.header);
    } catch (error) {
      this.#output.log(`${type} failed: ${(error as Error).stack ?? error}`);
      const failure = { status: 'error', ename: 'KernelError', evalue: String(error), traceback: [] };
      this.#send(socket, message.identities, type.replace('_request', '_reply'), failure, message.header);
    }
    this.#publish('status', { execution_state: 'idle' }, message.header);
    if (type === 'shutdown_request') this.#ended?.();
  }

  async #answer(message: Message): Promise<Json | undefined> {
    const { header, content } = message;
    if (this.#aborted.has(message)) return this.#handler.aborted();
    const answer = this.#handler.requests[header.msg_type];
    if (answer === undefined) {
      // A comm that is opened to us finds nobody, and the protocol wants it closed.
      if (header.msg_type === 'comm_open')
        this.#publish('comm_close', { comm_id: content.comm_id, data: {} }, header);
      else this.#output.log(`no answer to a message of type ${header.msg_type}`);
      return undefined;
    }
    const reply = await answer(content, (type, said) => this.#publish(type, said, header));
    if (
      header.msg_type === 'execute_request' &&
      reply.status === 'error' &&
      content.stop_on_error !== false
    ) {
      await this.#abortWaiting();
    }
    return reply;
  }

  /** After an error: what is queued already is not run. What is sent after the error's reply is. */
  async #abortWaiting(): Promise<void> {
    // While a cell computes, requests wait in the socket; turns of the event loop bring them in.
    for (let seen = -1; seen !== this.#waiting.length; ) {
      seen = this.#waiting.length;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    for (const message of this.#waiting) {
      if (message.header.msg_type === 'execute_request') this.#aborted.add(message);
    }
  }

  #decoded(frames: readonly Uint8Array[]): Message | undefined {
    try {
      return decode(frames, this.#connection.key);
    } catch (error) {
      this.#output.log(`ignored ${(error as Error).message}`);
      return undefined;
    }
  }

  #publish(type: string, content: Json, parent: Partial<Header>): void {
    this.#send(this.#sockets.iopub, [Buffer.from(type)], type, content, parent);
  }

  #send(
    socket: Router | Publisher,
    identities: readonly Uint8Array[],
    type: string,
    content: Json,
    parent: Partial<Header>,
  ): void {
    const message = { identities, header: newHeader(type, this.#session), parent, metadata: {}, content };
    socket
      .send(encode(message, this.#connection.key))
      .catch((error: Error) => this.#output.log(`could not send ${type}: ${error.message}`));
  }
}
