/**
 * What a cell of code does, in a sentence, for whoever reads and does not program: read from the calls in it, so that it stays
 * true when the code is changed.
 *
 *     show(scenario(processor('SH7750')).store(user, 'hello').read(file, 5).run());
 *     ──▶ the user stores, the kernel reads; shown; SH7750
 *
 * An author can say it better, in the cell's metadata: `"aliaslab": { "says": "A user stores while …" }`.
 */
import type { CodeCell } from '../jupyter/notebook.js';
import { MOST_READ, type Node, nodes } from './check/code.js';
import { ownMetadata } from './own-metadata.js';

/** The sentence under which the code of a cell is folded. */
export function sentenceOf(cell: CodeCell): string {
  return saidIn(cell) ?? sentenceOfCode(cell.source);
}

/** What an author says that the cell does; undefined where nothing is said, or no text. */
export function saidIn(cell: CodeCell): string | undefined {
  const says = ownMetadata(cell, 'says');
  return typeof says === 'string' && says.trim() !== '' ? says : undefined;
}

/** What code does, by the calls in it. */
export function sentenceOfCode(source: string): string {
  if (source.length > MOST_READ) return 'a long cell';
  const tree = [...nodes(source)];
  const calls = callsIn(source, tree);
  const happens = calls
    .flatMap((call) => eventOf(call, METHODS))
    .filter((event, nth, all) => event !== all[nth - 1]);
  const events = [...happens, ...each(calls.flatMap((call) => eventOf(call, FUNCTIONS)))];
  const views = each(calls.flatMap(({ name }) => own(VIEWS, name) ?? []));
  const machines = each(calls.flatMap(({ name, text }) => (name === 'processor' && text ? [text] : [])));
  const parts = [
    shortened(events),
    views.length > 0
      ? `shown: ${shortened(views)}`
      : calls.some(({ name }) => name === 'show')
        ? 'shown'
        : '',
    shortened(machines),
  ].filter((part) => part !== '');
  const isSetUp = events.length === 0 && views.length === 0;
  return isSetUp ? setUp(source, tree, parts) : parts.join('; ');
}

interface Call {
  /** Whether it is called of something: `a.b()`, and not `b()`. */
  readonly isMethod: boolean;
  /** What is called: the last name of `a.b.c()`. */
  readonly name: string;
  /** Whose it is, by the first argument; and that argument, if it is a text. */
  readonly who: string;
  readonly text: string | undefined;
  readonly written: string;
}

/** The calls of a cell, in the order in which their names stand. */
function callsIn(source: string, tree: readonly Node[]): Call[] {
  const found: (Call & { readonly at: number })[] = [];
  for (const node of tree) {
    if (node.name !== 'CallExpression') continue;
    const callee = node.firstChild;
    const named = callee?.name === 'MemberExpression' ? callee.lastChild : callee;
    if (!named || !/^(VariableName|PropertyName)$/.test(named.name)) continue;
    const first = node.getChild('ArgList')?.firstChild?.nextSibling;
    const written = first ? source.slice(first.from, first.to) : '';
    // A transfer happens where a story says so, and not where it is described.
    if (callee !== named && source.startsWith('daxIo(', node.from)) continue;
    found.push({
      isMethod: callee !== named,
      name: source.slice(named.from, named.to),
      who: whoseIs(written, first?.name === 'VariableName'),
      text: first?.name === 'String' ? written.slice(1, -1) : undefined,
      written,
      at: named.from,
    });
  }
  return found.sort((a, b) => a.at - b.at);
}

function whoseIs(written: string, isName: boolean): string {
  if (isName && !/^(user|kernel)$/.test(written)) return written;
  if (/^device\(/.test(written)) return 'a device';
  return /^kernel$|\.(kernel|directMap)\(/.test(written) ? 'the kernel' : isName ? 'the user' : 'a user';
}

type Words = (who: string, text: string | undefined, written: string) => string;

/** What happens, by the method of a story that says it; `who` is the alias that it is given. */
const METHODS: Readonly<Record<string, Words>> = {
  daxIo: (_who, _text, written) => `the kernel ${/write/i.test(written) ? 'writes' : 'reads'}`,
  store: (who) => `${who} stores`,
  load: (who) => `${who} loads`,
  read: () => 'the kernel reads',
  write: () => 'the kernel writes',
  evict: (who) => `a line of ${who} is evicted`,
  fetch: (who) => `a line of ${who} is prefetched`,
  clean: (who) => `${who} is cleaned`,
  flush: (who) => `${who} is flushed`,
  invalidate: (who) => `${who} is invalidated`,
  dmaFrom: (who) => `${who} writes memory`,
  dmaTo: (who) => `${who} reads memory`,
  dmaMap: (who) => `${who} is given to a device`,
  dmaUnmap: (who) => `${who} is taken back`,
  dmaSyncForCpu: (who) => `${who} is the CPU’s for a while`,
  dmaSyncForDevice: (who) => `${who} is the device’s again`,
  barrier: () => 'a barrier',
  crash: () => 'the power is cut',
  fsync: () => 'fsync()',
  msync: () => 'msync()',
  mmap: () => 'the file is mapped',
  munmap: () => 'it is unmapped',
  truncate: () => 'the file is cut short',
  punchHole: () => 'a hole is punched',
  switchTo: () => 'another process runs',
  plans: () => 'all flush plans are asked',
  concurrent: () => 'while the user runs',
  speculative: () => 'with prefetching',
  prices: () => 'what it costs',
  powerCuts: () => 'the power cut at each step',
  orders: () => 'in every order',
  byColors: () => 'with each pair of colors',
};

/** And by the function that begins it. */
const FUNCTIONS: Readonly<Record<string, Words>> = {
  prove: () => 'all runs are asked',
  compare: () => 'side by side',
  prices: () => 'what it costs',
  congruent: () => 'through a congruent window',
  flushPlan: () => 'with a flush plan',
  knownPlan: (_who, text) => (text === undefined ? 'with a known plan' : `with the plan “${text}”`),
  revoke: () => 'with mappings revoked',
  uncached: () => 'uncached',
  refuse: () => 'DAX refused',
  replay: () => 'a trace is replayed',
  sweep: () => 'a trace through many caches',
  twoViews: () => 'a trace with two views',
  misses: () => 'what misses',
  cachetlb: () => 'what ports do',
  processors: () => 'CPUs of the atlas',
  split: () => 'addresses in their parts',
};

/** What is shown. */
const VIEWS: Readonly<Record<string, string>> = {
  svg: 'a picture',
  figure: 'a figure',
  table: 'a table',
  stepper: 'step by step',
  sets: 'the sets',
  calls: 'the kernel’s calls',
  grid: 'a grid',
  bars: 'bars',
  log: 'numbers and words',
  toMail: 'a mail',
};

function eventOf(
  { name, isMethod, who, text, written }: Call,
  said: Readonly<Record<string, Words>>,
): string[] {
  const words = isMethod === (said === METHODS) ? own(said, name) : undefined;
  return words === undefined ? [] : [words(who, text, written)];
}

function own<T>(words: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** A cell in which nothing happens yet: what it names for those below. */
function setUp(source: string, tree: readonly Node[], parts: readonly string[]): string {
  const names = each(namesIn(source, tree));
  const named =
    names.length === 0
      ? ''
      : `sets up ${names.slice(0, MOST).join(', ')}${names.length > MOST ? ' and more' : ''}`;
  const imported = /^\s*import\b/m.test(source) ? 'imports what the page uses' : '';
  return [imported, named, ...parts].filter((part) => part !== '').join('; ') || 'code';
}

/** What a cell defines at its top. */
function namesIn(source: string, tree: readonly Node[]): string[] {
  const found: string[] = [];
  for (const node of tree) {
    if (node.name === 'VariableDefinition' && isAtTop(node)) found.push(source.slice(node.from, node.to));
  }
  return found;
}

function isAtTop(node: Node): boolean {
  let declaration = node.parent;
  while (/Pattern/.test(declaration?.name ?? '')) declaration = declaration!.parent;
  return (
    /^(Variable|Function)Declaration$/.test(declaration?.name ?? '') && declaration?.parent?.name === 'Script'
  );
}

/** More of one kind say no more. */
const MOST = 5;

function shortened(words: readonly string[]): string {
  return `${words.slice(0, MOST).join(', ')}${words.length > MOST ? ', …' : ''}`;
}

function each(words: readonly string[]): string[] {
  return [...new Set(words)];
}
