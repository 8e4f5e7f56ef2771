/** A cachetlb call that a story makes by itself, about the page of an alias and the alias's address. */
import { CALLS, type CallGiven, makeCall } from '../cachetlb/index.js';
import type { CachetlbStep } from '../steps.js';
import { frame, handsOf, userAddress } from '../system/hands.js';
import type { System } from '../system/system.js';

export function makeCachetlbCall(system: System, { call, alias: description }: CachetlbStep): void {
  const alias = system.aliases.opened(description);
  const { number, physical, virtual } = alias;
  const { process, of } = alias.description;
  const page = frame(of, physical);
  const one = { page, user: userAddress(system, process, virtual, number) };
  const all = { current: one.user.current, pages: [one] };
  const given: CallGiven = {
    page,
    'page and user address': one,
    'user range': all,
    mm: all,
    'kernel range': { alias: number, offset: 0, length: system.pageSize },
    nothing: undefined,
  };
  system.trace.note(call, `page ${of.page} of ${of.file.name}, ${alias.description.name}`);
  makeCall(call, given[CALLS[call].given], handsOf(system));
}
