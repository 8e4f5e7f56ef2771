/** What the cachetlb calls are given, and so what the steps of one are about. */
import type { CacheStep } from '../../ports/calls/index.js';
import type { CallTarget, KernelRange, PageInKernel, UserAddress } from './carry-out.js';

/** What a call is told. */
export type Given = 'page' | 'page and user address' | 'user range' | 'mm' | 'kernel range' | 'nothing';

/** A page, and where a user sees it. */
export interface UserPage {
  readonly page: PageInKernel;
  readonly user: UserAddress;
}

/** A process, or a range of its addresses: whether it runs now, and the pages that are mapped there. */
export interface UserPages {
  readonly current: boolean;
  readonly pages: readonly UserPage[];
}

/** What a call that is told this is handed. */
export interface CallGiven {
  readonly page: PageInKernel;
  readonly 'page and user address': UserPage;
  readonly 'user range': UserPages;
  readonly mm: UserPages;
  readonly 'kernel range': KernelRange;
  readonly nothing: undefined;
}

type Targets = {
  readonly [Kind in Given]: (given: CallGiven[Kind], step: CacheStep) => readonly CallTarget[];
};

const TARGETS: Targets = {
  page: (page) => [{ page }],
  'page and user address': (userPage) => [userPage],
  'user range': eachPage,
  mm: eachPage,
  'kernel range': (range) => [{ range }],
  nothing: () => [{}],
};

/** What a step is about, one after another, in a call that was given this. */
export function targetsOf<Kind extends Given>(
  kind: Kind,
  given: CallGiven[Kind],
  step: CacheStep,
): readonly CallTarget[] {
  return TARGETS[kind](given, step);
}

/** A step about the whole cache is done once, any other for each page. */
function eachPage({ current, pages }: UserPages, { reach }: CacheStep): readonly CallTarget[] {
  return reach === 'whole cache' ? [{ user: { address: { page: 0, offset: 0 }, current } }] : pages;
}
