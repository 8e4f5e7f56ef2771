/** The kernel makes a cachetlb call about the page of an alias and its address; what it does is the port's affair. */
import type { SteppedCall } from '../../ports/calls/index.js';
import { asTyped } from '../../units/problems.js';
import { type AliasDescription, isAlias } from '../alias.js';
import {
  CALLS,
  type CallArguments,
  DATA_CALL_NAMES,
  makeCall,
  PAGE_KINDS,
  type PageInKernel,
  type PageKind,
} from '../cachetlb/index.js';
import type { DaxFileDescription } from '../dax-file.js';
import { throughAlias } from '../story/fields.js';
import { cachetlbKernelOf, userAddress } from '../system/cachetlb-kernel.js';
import type { System } from '../system/system.js';
import type { OnCore } from './on-core.js';
import type { StepKind } from './step-kind.js';

/** The kernel makes a cachetlb call about an alias, and its page. */
export interface CachetlbStep extends OnCore {
  readonly do: 'cachetlb';
  readonly call: SteppedCall;
  readonly alias: AliasDescription;
  /** What the alias's page is to the kernel; left out: of the page cache, or anonymous where that is what the call is about. */
  readonly page?: PageKind;
}

/** The calls of cachetlb that a step can make: all but those that move bytes. */
export const STEPPED_CALLS: readonly SteppedCall[] = DATA_CALL_NAMES.filter(
  (name): name is SteppedCall => !/^(copy|clear)_/.test(name),
);

export const cachetlb: StepKind<CachetlbStep> = {
  fields: [{ name: 'call' }, throughAlias, { name: 'page' }],
  isShaped: ({ alias }) => isAlias(alias),
  check({ call, page }, where, _machine, problems) {
    problems.unless(
      STEPPED_CALLS.includes(call),
      `${where}: ${asTyped(call)} is none of ${STEPPED_CALLS.join(', ')}`,
    );
    problems.unless(
      page === undefined || PAGE_KINDS.includes(page),
      `${where}: page ${asTyped(page)} is none of ${PAGE_KINDS.join(', ')}`,
    );
  },
  take(system, step) {
    callOf(system, step);
    return {};
  },
  words: ({ call, alias, page }) => `${call} for ${alias.name}${page ? `, a page that is ${page}` : ''}`,
  deeds: ({ call }) => [{ untold: `what ${call} reaches depends on what was put off before` }],
};

/**
 * What a page is that a story makes a call about, and says nothing of: one of the page cache, unless it is memory of no file.
 * Who calls flush_anon_page() means one that the call is about.
 */
export function usualKind(call: SteppedCall, { memory }: DaxFileDescription): PageKind {
  if (memory) return memory === 'anonymous' ? 'anonymous' : 'fresh';
  return call === 'flush_anon_page' ? 'anonymous' : 'page cache';
}

function callOf(system: System, { call, alias: description, page: kind }: CachetlbStep): void {
  const alias = system.aliases.opened(description);
  const { number, physical, virtual } = alias;
  const { process, of } = alias.description;
  const page: PageInKernel = { of, physical, kind: kind ?? usualKind(call, of.file) };
  const one = { page, user: userAddress(system, process, virtual, number) };
  const all = { current: one.user.current, pages: [one] };
  const args: CallArguments = {
    page,
    'page and user address': one,
    'user range': all,
    mm: all,
    'kernel range': { alias: number, offset: 0, length: system.pageSize },
    nothing: undefined,
  };
  system.trace.note(call, `page ${of.page} of ${of.file.name}, ${alias.description.name}`);
  makeCall(call, args[CALLS[call].given], cachetlbKernelOf(system));
}
