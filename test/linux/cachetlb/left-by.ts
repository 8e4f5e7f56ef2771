/** Calls about pages of each kind, and copies: whose lines are left, and what was done to lines. */
import * as cachetlb from '../../../src/linux/cachetlb/index.js';
import { type Holder, Kernel } from './kernel.js';

type Kind = cachetlb.PageKind;

/** Whose lines are left by a call that is given a page of this kind, and the running process's address of it. */
export function leftBy(cpu: string, call: Parameters<typeof cachetlb.makeCall>[0], kind: Kind): Holder[] {
  const kernel = new Kernel(cpu).dirtyAll();
  cachetlb.makeCall(call, { page: { ...kernel.page, kind }, user: kernel.user } as never, kernel);
  return kernel.held();
}

export function leftByDcachePage(cpu: string, kind: Kind): Holder[] {
  const kernel = new Kernel(cpu).dirtyAll();
  cachetlb.flushDcachePage({ ...kernel.page, kind }, kernel);
  return kernel.held();
}

/** What is done to lines while a page is copied for a user, in order. */
export function treatedInCopy(cpu: string, prepare: (kernel: Kernel) => void = () => {}): string[] {
  const kernel = new Kernel(cpu);
  prepare(kernel);
  const before = kernel.events;
  const fresh = { ...kernel.otherPage, kind: 'fresh' as const };
  cachetlb.copyUserPage(fresh, kernel.page, kernel.user, kernel);
  const events = kernel.machine.log.events().slice(before);
  const done = events.filter(({ action }) => ['clean', 'invalidate', 'flush'].includes(action));
  const whose = (page: number | undefined) => (page === kernel.page.physical.page ? 'old' : 'new');
  return [...new Set(done.map(({ action, physical }) => `${action} ${whose(physical?.page)}`))];
}
