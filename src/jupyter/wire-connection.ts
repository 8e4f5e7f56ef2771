/** The connection file: where a kernel listens, and the key that signs its messages. */

import { readFileSync } from 'node:fs';
import { asTyped, InputError, Problems } from '../units/problems.js';

/** The five sockets of a kernel. */
export const channels = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;
export type Channel = (typeof channels)[number];

/** The contents of a connection file. For `ipc` the port is a suffix of the path `ip`. */
export interface Connection {
  transport: 'tcp' | 'ipc';
  ip: string;
  key: string;
  signature_scheme: string;
  kernel_name?: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
}

/** The address of one channel, as ZeroMQ writes it. */
export function addressOf(connection: Connection, channel: Channel): string {
  const port = connection[`${channel}_port`];
  return connection.transport === 'ipc' ? `ipc://${connection.ip}-${port}` : `tcp://${connection.ip}:${port}`;
}

/** Reads and checks a connection file. Throws an {@link InputError} that names everything wrong with it. */
export function readConnection(path: string): Connection {
  const works = 'aliaslab kernel run --connection-file FILE, with the file that Jupyter writes';
  let read: Partial<Connection>;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InputError([`cannot read the connection file '${path}': ${(error as Error).message}`], works);
  }
  const problems = new Problems();
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new InputError([`the connection file '${path}' holds ${asTyped(read)}, not an object`], works);
  const scheme = read.signature_scheme ?? 'hmac-sha256';
  problems.unless(
    read.transport === 'tcp' || read.transport === 'ipc',
    `transport must be tcp or ipc, not ${asTyped(read.transport)}`,
  );
  problems.unless(typeof read.ip === 'string' && read.ip !== '', 'ip is missing');
  problems.unless(typeof read.key === 'string', 'key is missing');
  problems.unless(scheme === 'hmac-sha256', `only hmac-sha256 signatures are known, not ${asTyped(scheme)}`);
  for (const channel of channels) {
    problems.unless(Number.isInteger(read[`${channel}_port`]), `${channel}_port must be a whole number`);
  }
  problems.throwIfAny(works);
  return { ...read, signature_scheme: scheme } as Connection;
}
