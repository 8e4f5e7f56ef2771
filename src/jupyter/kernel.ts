/** Starts the aliaslab kernel: what Jupyter runs, with the file that says where to listen. */

import { randomUUID } from 'node:crypto';
import { describeThrown } from './kernel-error.js';
import { KernelHandler } from './kernel-handler.js';
import { CellOutput } from './kernel-output.js';
import { lendPackages } from './kernel-package.js';
import { KernelServer } from './kernel-server.js';
import { hideOwnTypes } from './kernel-types.js';
import { setWriteDisplay } from './tslab.js';
import { readConnection } from './wire-connection.js';

/**
 * Serves cells on the addresses in the connection file until Jupyter asks to shut down; cells run in, and
 * import from, the current folder. Throws an InputError where the file cannot be used.
 */
export async function runKernel(connectionFile: string): Promise<void> {
  const connection = readConnection(connectionFile);
  const folder = process.cwd();
  const output = new CellOutput();
  lendPackages(folder);
  hideOwnTypes();
  const handler = new KernelHandler(folder, output);
  setWriteDisplay(output.writeDisplay);
  const say = (thrown: unknown) => describeThrown(thrown).traceback.join('\n');
  process.on('SIGINT', () => handler.interrupt());
  process.on('unhandledRejection', (reason) => console.error(`Unhandled rejection: ${say(reason)}`));
  process.on('uncaughtException', (thrown) => console.error(`Uncaught exception: ${say(thrown)}`));
  endWithJupyter();

  const server = new KernelServer(connection, handler, output, randomUUID());
  await server.serve();
  handler.close();
  server.close();
}

/** Where Jupyter says that it is the parent, the kernel does not outlive it. */
function endWithJupyter(): void {
  if (process.env.JPY_PARENT_PID === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 1000).unref();
}
