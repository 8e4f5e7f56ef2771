/** A front end that sends whatever it likes: frames as they are, signed as they are to be, or not. */

import { createHmac, randomUUID } from 'node:crypto';
import { Dealer } from 'zeromq';
import { addressOf, type Connection } from '../../src/jupyter/wire-connection.js';

export class RawFrontEnd {
  readonly #connection: Connection;
  readonly #sockets = { shell: new Dealer({ linger: 0 }), control: new Dealer({ linger: 0 }) };

  constructor(connection: Connection) {
    this.#connection = connection;
    for (const channel of ['shell', 'control'] as const)
      this.#sockets[channel].connect(addressOf(connection, channel));
  }

  /** Sends these four parts, rightly signed. */
  async send(channel: 'shell' | 'control', parts: readonly string[]): Promise<void> {
    const hash = createHmac('sha256', this.#connection.key);
    for (const part of parts) hash.update(part);
    await this.sendFrames(channel, ['<IDS|MSG>', hash.digest('hex'), ...parts]);
  }

  sendFrames(channel: 'shell' | 'control', frames: readonly (string | Uint8Array)[]): Promise<void> {
    return this.#sockets[channel].send([...frames]);
  }

  /** The next reply on a channel has come. */
  async replied(channel: 'shell' | 'control'): Promise<void> {
    await this.#sockets[channel].receive();
  }

  close(): void {
    for (const socket of Object.values(this.#sockets)) socket.close();
  }
}

/** A header of a request, as front ends make it. */
export function headerOf(type: unknown, more: object = {}): object {
  return {
    msg_id: randomUUID(),
    msg_type: type,
    session: 'raw',
    username: 'somebody',
    date: '2026-01-01T00:00:00Z',
    version: '5.3',
    ...more,
  };
}
