/**
 * The thread beside the cells. It takes the kernel's orders and hands them on; where an interrupt is not taken, since a cell computes
 * after an await, in a timer or in promises that never end, it cuts that off. When the kernel is gone, it ends the process.
 */

import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parentPort } from 'node:worker_threads';
import { ORDERS, type Order } from './messages.js';

/** Milliseconds in which whoever does not compute takes an order. */
const PATIENCE = 200;

const cells = parentPort!;
/** How often code is cut off before it is left to go on. */
const TRIES = 10;
const unwind = (again: boolean) => `globalThis[Symbol.for(${JSON.stringify(process.argv[2])})]?.(${again})`;
let sent = 0;
let taken = 0;
cells.on('message', () => taken++);

const orders = createInterface({ input: new Socket({ fd: ORDERS, readable: true, writable: false }) });
orders.on('line', (line) => {
  const order = JSON.parse(line) as Order;
  hand(order);
  if ('interrupt' in order) setTimeout(cutOffUnlessTaken, PATIENCE, sent, order);
});
// The kernel holds the other end for as long as it lives.
orders.on('close', end);
// A cell may have closed this end.
const kernel = process.ppid;
setInterval(() => {
  if (process.ppid !== kernel) end();
}, 1000);

function end(): void {
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
}

function hand(order: Order): void {
  sent++;
  cells.postMessage(order);
}

function cutOffUnlessTaken(number: number, order: Order, tries = 0): void {
  if (taken >= number || tries === TRIES) return;
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.evaluate', { expression: unwind(tries > 0) });
  // A session that is left open would keep the process from ending.
  session.post('Runtime.terminateExecution', () => session.disconnect());
  // What was cut off may have been the very answer to it.
  hand(order);
  setTimeout(cutOffUnlessTaken, PATIENCE, sent, order, tries + 1);
}
