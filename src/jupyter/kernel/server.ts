/**
 * The kernel's five ZeroMQ sockets: takes requests in, one shell request at a time, and sends what is answered. Cells run and are
 * compiled elsewhere, so heartbeats and control requests are answered at once, whatever a cell does.
 */

import { Reply, Router } from 'zeromq';
import { InputError } from '../../units/problems.js';
import { formatSize } from '../../units/size.js';
import {
  bytesIn,
  decode,
  encode,
  type Header,
  type Json,
  type Message,
  newHeader,
  type Received,
} from '../wire.js';
import { addressOf, type Channel, type Connection, channels } from '../wire-connection.js';
import { contentProblems, messageProblems } from './check-message.js';
import { Publisher } from './publisher.js';
import type { KernelRequests } from './requests.js';

/** Bytes of a message that is taken; who sends a larger one is disconnected. */
const LARGEST = 2 ** 24;
/** Bytes of an answer: a larger one is refused. */
const LARGEST_REPLY = 2 ** 23;
/** Answers that wait for a front end which does not read; those behind them are lost to it, and to it alone. */
const WAITING = 100;
/** Requests that wait to be answered; those behind them wait with whoever sends them. */
const MOST_REQUESTS = 10_000;
const MOST_REQUESTED = 2 ** 26;
/** What ZeroMQ has ready of a front end's requests. */
const AHEAD = 10;
/** Signatures that are remembered, so that a message that is sent again is not done again. */
const REMEMBERED = 2 ** 16;

const receiving = {
  linger: 1000,
  maxMessageSize: LARGEST,
  receiveHighWaterMark: AHEAD,
  sendTimeout: 0,
  sendHighWaterMark: WAITING,
};

/** Serves on the addresses of `connection` until a shutdown request, or {@link close}. */
export class KernelServer {
  readonly #connection: Connection;
  readonly #requests: KernelRequests;
  readonly #session: string;
  readonly #log: (line: string) => void;
  readonly #publisher: Publisher;
  readonly #sockets = {
    shell: new Router(receiving),
    // Nobody is asked for anything, so nobody answers.
    stdin: new Router({ linger: 0, maxMessageSize: 2 ** 16, receiveHighWaterMark: 1 }),
    control: new Router(receiving),
    hb: new Reply({ linger: 0, maxMessageSize: 2 ** 16, receiveHighWaterMark: AHEAD }),
  };
  readonly #seen = new Set<string>();
  readonly #waiting: Received[] = [];
  #requested = 0;
  readonly #aborted = new WeakSet<Message>();
  #draining = false;
  #handling: Promise<void> | undefined;
  #ended: (() => void) | undefined;

  constructor(
    connection: Connection,
    requests: KernelRequests,
    session: string,
    log: (line: string) => void,
  ) {
    this.#connection = connection;
    this.#requests = requests;
    this.#session = session;
    this.#log = log;
    this.#publisher = new Publisher((isFull) => requests.pause(isFull), log);
  }

  /** Binds the sockets and serves; resolves after a shutdown request was answered. Throws an InputError where it cannot listen. */
  async serve(): Promise<void> {
    await this.#bind();
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve;
    });
    this.#publish('status', { execution_state: 'starting' }, {});
    void this.#listenToShell();
    void this.#listenToControl();
    void this.#echoHeartbeats();
    await ended;
    await this.#publisher.sent();
  }

  close(): void {
    for (const channel of channels) this.#socket(channel).close();
  }

  #socket(channel: Channel): Router | Reply | Publisher['socket'] {
    return channel === 'iopub' ? this.#publisher.socket : this.#sockets[channel];
  }

  async #bind(): Promise<void> {
    const problems: string[] = [];
    for (const channel of channels) {
      const address = addressOf(this.#connection, channel);
      try {
        await this.#socket(channel).bind(address);
      } catch (error) {
        problems.push(`cannot listen on ${address} for ${channel}: ${(error as Error).message}`);
      }
    }
    if (problems.length === 0) return;
    this.close();
    throw new InputError(
      problems,
      'aliaslab kernel run --connection-file FILE, with addresses that are free',
    );
  }

  async #listenToShell(): Promise<void> {
    for await (const frames of this.#sockets.shell) {
      const message = this.#decoded(frames);
      if (message === undefined) continue;
      this.#waiting.push(message);
      this.#requested += message.bytes;
      void this.#drain();
      while (this.#waiting.length >= MOST_REQUESTS || this.#requested > MOST_REQUESTED) await this.#handling;
      await this.#publisher.room();
    }
  }

  async #listenToControl(): Promise<void> {
    for await (const frames of this.#sockets.control) {
      const message = this.#decoded(frames);
      if (message !== undefined) void this.#handle(message, 'control');
      await this.#publisher.room();
    }
  }

  async #echoHeartbeats(): Promise<void> {
    for await (const frames of this.#sockets.hb) await this.#sockets.hb.send(frames);
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#requested -= next.bytes;
      this.#handling = this.#handle(next, 'shell');
      await this.#handling;
    }
    this.#draining = false;
  }

  async #handle(message: Message, channel: 'shell' | 'control'): Promise<void> {
    const type = message.header.msg_type;
    this.#publish('status', { execution_state: 'busy' }, message.header);
    const reply = await this.#answer(message, channel);
    if (reply !== undefined) this.#reply(channel, message, reply);
    this.#publish('status', { execution_state: 'idle' }, message.header);
    if (type === 'shutdown_request' && reply?.status === 'ok') this.#ended?.();
  }

  async #answer(message: Message, channel: 'shell' | 'control'): Promise<Json | undefined> {
    const { header, content } = message;
    if (this.#aborted.has(message)) return this.#requests.aborted();
    const { onControl, onShell } = this.#requests;
    const answers = channel === 'control' ? onControl : onShell;
    const answer = Object.hasOwn(answers, header.msg_type) ? answers[header.msg_type] : undefined;
    const problems = contentProblems(header.msg_type, content);
    if (answer === undefined) {
      // A comm that is opened to us finds nobody, and the protocol wants it closed.
      if (header.msg_type === 'comm_open' && problems.length === 0)
        this.#publish('comm_close', { comm_id: content.comm_id, data: {} }, header);
      else this.#log(`no answer to a message of type ${header.msg_type} on ${channel}`);
      return undefined;
    }
    if (problems.length > 0) return failure('MessageError', problems.join('; '));
    try {
      const reply = await answer(content, (type, said) => this.#publish(type, said, header));
      const stops = header.msg_type === 'execute_request' && content.stop_on_error !== false;
      if (stops && reply.status === 'error') await this.#abortWaiting();
      return reply;
    } catch (error) {
      this.#log(`${header.msg_type} failed: ${(error as Error).stack ?? error}`);
      return failure('KernelError', String(error));
    }
  }

  /** After an error: what is queued already is not run. What is sent after the error's reply is. */
  async #abortWaiting(): Promise<void> {
    // Those that have just come wait in the socket; turns of the event loop bring them in.
    for (let seen = -1; seen !== this.#waiting.length; ) {
      seen = this.#waiting.length;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    for (const message of this.#waiting) {
      if (message.header.msg_type === 'execute_request') this.#aborted.add(message);
    }
  }

  #decoded(frames: readonly Uint8Array[]): Received | undefined {
    try {
      const message = decode(frames, this.#connection.key);
      const problems = messageProblems(message);
      if (message.signature !== '' && !this.#isNew(message.signature)) problems.push('it has come before');
      if (problems.length === 0) return message;
      this.#log(`ignored a Jupyter message: ${problems.join('; ')}`);
    } catch (error) {
      this.#log(`ignored ${(error as Error).message}`);
    }
    return undefined;
  }

  #isNew(signature: string): boolean {
    if (this.#seen.has(signature)) return false;
    this.#seen.add(signature);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED) this.#seen.delete(oldest!);
    return true;
  }

  #publish(type: string, content: Json, parent: Partial<Header>): void {
    const frames = this.#encoded([Buffer.from(type)], type, content, parent);
    if (frames !== undefined) this.#publisher.send(frames);
  }

  #reply(channel: 'shell' | 'control', { identities, header }: Message, content: Json): void {
    const type = header.msg_type.replace('_request', '_reply');
    let frames = this.#encoded(identities, type, content, header);
    if (frames === undefined || bytesIn(frames) > LARGEST_REPLY) {
      const tooLarge = failure('KernelError', `the answer is larger than ${formatSize(LARGEST_REPLY)}`);
      frames = this.#encoded(identities, type, tooLarge, header)!;
    }
    this.#sockets[channel]
      .send(frames)
      .catch((error: Error) => this.#log(`could not send ${type}: ${error.message}`));
  }

  #encoded(
    identities: readonly Uint8Array[],
    type: string,
    content: Json,
    parent: Partial<Header>,
  ): Uint8Array[] | undefined {
    const message = { identities, header: newHeader(type, this.#session), parent, metadata: {}, content };
    try {
      return encode(message, this.#connection.key);
    } catch (error) {
      // It is nested deeper, or is longer, than JSON can be written.
      this.#log(`could not send ${type}: ${(error as Error).message}`);
      return undefined;
    }
  }
}

function failure(ename: string, evalue: string): Json {
  return { status: 'error', ename, evalue, traceback: [`${ename}: ${evalue}`] };
}
