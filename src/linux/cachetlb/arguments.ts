/** The arguments of the cachetlb calls, and so what the steps of one are about. */
import type { CacheStep } from '../../ports/calls/index.js';
import type { CallTarget, PageInKernel, UserAddress } from './carry-out.js';
import type { KernelRange } from './range-lines.js';

/** What a call is about, as its arguments say it. */
export type ArgumentKind =
  | 'page'
  | 'page and user address'
  | 'user range'
  | 'mm'
  | 'kernel range'
  | 'nothing';

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

/** The arguments of each kind. */
export interface CallArguments {
  readonly page: PageInKernel;
  readonly 'page and user address': UserPage;
  readonly 'user range': UserPages;
  readonly mm: UserPages;
  readonly 'kernel range': KernelRange;
  readonly nothing: undefined;
}

type Targets = {
  readonly [Kind in ArgumentKind]: (args: CallArguments[Kind], step: CacheStep) => readonly CallTarget[];
};

const TARGETS: Targets = {
  page: (page) => [{ page }],
  'page and user address': (userPage) => [userPage],
  'user range': eachPage,
  mm: eachPage,
  'kernel range': (range) => [{ range }],
  nothing: () => [{}],
};

/** What a step is about, one after another, in a call with these arguments. */
export function targetsOf<Kind extends ArgumentKind>(
  kind: Kind,
  args: CallArguments[Kind],
  step: CacheStep,
): readonly CallTarget[] {
  return TARGETS[kind](args, step);
}

/** A step about the whole cache is done once, any other for each page. */
function eachPage({ current, pages }: UserPages, { reach }: CacheStep): readonly CallTarget[] {
  const once = reach === 'whole cache' || reach === 'all dirty lines';
  return once ? [{ user: { address: { page: 0, offset: 0 }, current } }] : pages;
}
