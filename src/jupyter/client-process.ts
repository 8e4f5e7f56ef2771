/**
 * A kernel as a child process: its command, a connection file in a folder that only this user can read, free
 * loopback ports, and a clear error where it dies. What is said to it is in client.ts.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../node/at-exit.js';
import { commandPath } from './kernel-home.js';
import { type Connection, channels } from './wire-connection.js';

/** How a kernel is started; `{connection_file}` in an argument stands for the path of that file. */
export interface KernelCommand {
  command: string;
  args: readonly string[];
}

/** The command of this package's own kernel. */
export const ownKernel: KernelCommand = {
  command: process.execPath,
  args: [commandPath, 'kernel', 'run', '--connection-file', '{connection_file}'],
};

/** A kernel that could not be started, died, or does not answer. The message ends in what it wrote to stderr. */
export class KernelError extends Error {
  override readonly name = 'KernelError';
}

/** A running kernel process. */
export class KernelProcess {
  readonly connection: Connection;
  /** Resolves when the process is gone, with a sentence that says how it ended. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #forget: () => void;
  #stderr = '';
  #running = true;

  /** `environment` is what the kernel's has beside that of this process. */
  static async start(
    { command, args }: KernelCommand,
    cwd: string,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<KernelProcess> {
    const ports = await freePorts(channels.length);
    const connection = {
      transport: 'tcp',
      ip: '127.0.0.1',
      key: randomBytes(32).toString('hex'),
      signature_scheme: 'hmac-sha256',
      kernel_name: 'aliaslab',
      ...Object.fromEntries(channels.map((channel, i) => [`${channel}_port`, ports[i]])),
    } as Connection;
    const folder = mkdtempSync(join(tmpdir(), 'aliaslab-kernel-'));
    const file = join(folder, 'connection.json');
    writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
    const filled = args.map((argument) => argument.replaceAll('{connection_file}', file));
    return new KernelProcess(connection, folder, command, filled, { cwd, environment });
  }

  private constructor(
    connection: Connection,
    folder: string,
    command: string,
    args: string[],
    { cwd, environment }: { cwd: string; environment: Readonly<Record<string, string>> },
  ) {
    this.connection = connection;
    this.#folder = folder;
    this.#child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment, JPY_PARENT_PID: String(process.pid) },
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-4000);
    });
    this.ended = new Promise((resolve) => {
      this.#child.on('error', (error) => resolve(this.#end(`could not be started: ${error.message}`)));
      this.#child.on('close', (code, signal) =>
        resolve(this.#end(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`)),
      );
    });
    // However this process ends, by a signal too: the kernel ends with it, and no key to it stays behind.
    this.#forget = atExit(() => {
      this.end();
      this.removeKey();
    });
  }

  get running(): boolean {
    return this.#running;
  }

  /** An error about this kernel, with the end of what it wrote to stderr. */
  error(what: string): KernelError {
    const said = this.#stderr.trim();
    return new KernelError(said === '' ? what : `${what}; it wrote:\n${said.replace(/^/gm, '  ')}`);
  }

  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  /** Asks it to end, and does not force it, so that it can end what its cells have started. */
  end(): void {
    this.#child.kill('SIGTERM');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #end(how: string): string {
    this.#running = false;
    this.#forget();
    this.removeKey();
    return how;
  }

  /** Takes the connection file away: a kernel that answers has read it, and its key is nobody else's. */
  removeKey(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Ports of 127.0.0.1 that are free now, all different: they are held until all are known. */
async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Server>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = held.map((server) => (server.address() as { port: number }).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
