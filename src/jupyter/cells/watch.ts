/**
 * The thread beside the cells. It takes the kernel's orders and hands them on; where an interrupt is not taken, since a cell computes
 * after an await, in a timer or in promises that never end, it cuts that off. When the kernel is gone, it ends the process.
 */

import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parentPort, workerData } from 'node:worker_threads';
import { ASKED, ORDERED, STANDS } from './gate.js';
import { ORDERS, type Order } from './messages.js';

/** Milliseconds in which whoever does not compute takes an order. */
const PATIENCE = 200;

const cells = parentPort!;
const gate = workerData as Int32Array;
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
  Atomics.store(gate, 0, ASKED);
  session.post('Runtime.evaluate', { expression: unwind(tries > 0) }, () => {});
  Atomics.wait(gate, 0, ASKED, PATIENCE);
  if (Atomics.compareExchange(gate, 0, STANDS, ORDERED) !== STANDS) {
    // Nothing runs, or what does is in the engine's own code: it is asked once more.
    session.disconnect();
    setTimeout(cutOffUnlessTaken, PATIENCE, number, order, tries + 1);
    return;
  }
  // A session that is left open would keep the process from ending.
  session.post('Runtime.terminateExecution', () => session.disconnect());
  Atomics.notify(gate, 0);
  // What was cut off may have been the very answer to it.
  hand(order);
  setTimeout(cutOffUnlessTaken, PATIENCE, sent, order, tries + 1);
}
