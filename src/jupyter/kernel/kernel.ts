/** Starts the aliaslab kernel: what Jupyter runs, with the file that says where to listen. */

import { randomUUID } from 'node:crypto';
import { atExit } from '../../node/at-exit.js';
import { printableLines } from '../../units/printable.js';
import { readConnection } from '../wire-connection.js';
import { KernelRequests } from './requests.js';
import { KernelServer } from './server.js';

/**
 * Serves cells on the addresses in the connection file until Jupyter asks to shut down; cells run in, and import from, the current
 * folder. Throws an InputError where the file cannot be used, or where nobody can listen there.
 */
export async function runKernel(connectionFile: string): Promise<void> {
  const connection = readConnection(connectionFile);
  const log = (line: string) => process.stderr.write(`aliaslab kernel: ${printableLines(line)}\n`);
  const requests = new KernelRequests(log);
  // However the kernel ends, what cells have started ends with it.
  atExit(() => requests.close());
  process.on('SIGINT', () => requests.interrupt());
  endWithJupyter();

  const server = new KernelServer(connection, requests, randomUUID(), log);
  try {
    await server.serve();
    server.close();
  } finally {
    requests.close();
  }
}

/** Where Jupyter says that it is the parent, the kernel does not outlive it. */
function endWithJupyter(): void {
  if (process.env.JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 1000).unref();
}
