/** The answer to a question: as text in two columns, as a table, and as a Plotly figure. */
import { table } from 'arquero';
import type { FilePage } from '../linux/dax-file.js';
import { USUAL_LINUX } from '../linux/linux-description.js';
import { formatStrategy } from '../linux/strategies/index.js';
import type { BytesState, CopyState } from '../prove/line-state.js';
import type { Answer, Witness } from '../prove/prove.js';
import { type Act, isRefusedIn, type Question } from '../prove/question.js';
import type { Table } from './arquero-table.js';
import { tableText } from './table-text.js';
import { count, describeLinux, describeMachine } from './words.js';

/** What else was asked for, in words: what a verdict is about, where it is not about what is usual. */
export function modesOf(question: Question): string[] {
  const { concurrent, speculative, durable, also, pinned, linux } = question;
  const { users, kernel } = pinned;
  const modes = [
    linux && linux.era !== USUAL_LINUX.era && describeLinux(linux),
    pagesText(question),
    transfersText(question),
    ...alsoTexts(also),
    actsText(question),
    concurrent && 'concurrent',
    speculative && 'speculative',
    durable && 'durable',
    users !== undefined && `users on core ${users}`,
    kernel !== undefined && `kernel on core ${kernel}`,
  ];
  return modes.filter((mode) => typeof mode === 'string');
}

/** What happens through other aliases than those of users and of dax_io(). */
function alsoTexts(also: Question['also']): string[] {
  const names = (of: 'kernel' | 'device') => also.filter(({ who }) => who === of).map(({ name }) => name);
  const [kernels, devices] = [names('kernel'), [...new Set(names('device'))]];
  return [
    ...(kernels.length > 0 ? [`the kernel also uses ${kernels.join(', ')}`] : []),
    ...(devices.length > 0
      ? [`${devices.join(' and ')} ${devices.length === 1 ? 'reads and writes' : 'read and write'} memory`]
      : []),
  ];
}

/** The pages, where there are several. */
function pagesText({ users, also, transfers = [] }: Question): string | undefined {
  const pages = [...[...users, ...also].map(({ of }) => of), ...transfers];
  return new Set(pages.map((page) => formatPages([page]))).size > 1 ? formatPages(pages) : undefined;
}

function transfersText(question: Question): string | undefined {
  const { transfers, linux = USUAL_LINUX, machine } = question;
  if (isRefusedIn(question)) return `Linux ${linux.era} refuses DAX on ${machine.name}: no dax_io()`;
  if (transfers === undefined) return undefined;
  return transfers.length === 0 ? 'no dax_io()' : `dax_io() of ${formatPages(transfers)}`;
}

function actsText({ acts = [] }: Question): string | undefined {
  return acts.length > 0 ? `at any time: ${[...new Set(acts.map(actText))].join(', ')}` : undefined;
}

function actText(act: Act): string {
  if (act.do === 'switch') return `switch to process ${act.process}${act.flushes ? '' : ' without a flush'}`;
  return 'alias' in act ? `${act.do} ${act.alias.name}` : act.do;
}

/** More pages of a file are counted. */
const MOST_PAGES = 20;

function numbered(pages: readonly number[]): string {
  const sorted = [...pages].sort((a, b) => a - b);
  const more = sorted.length - MOST_PAGES;
  return `${sorted.slice(0, MOST_PAGES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `page 5 of mail.dat`, `pages 0, 1 of mail.dat`. */
function formatPages(pages: readonly FilePage[]): string {
  const byFile = new Map<string, Set<number>>();
  for (const { file, page } of pages) {
    byFile.set(file.name, (byFile.get(file.name) ?? new Set<number>()).add(page));
  }
  return [...byFile]
    .map(([name, of]) => `${of.size > 1 ? 'pages' : 'page'} ${numbered([...of])} of ${name}`)
    .join(' and ');
}

/** Machine, strategy and modes. */
export function answerHeading({ question }: Answer): string {
  const { machine, strategy } = question;
  const words = [`strategy: ${formatStrategy(strategy)}`, ...modesOf(question)].join(' · ');
  return `proof  ${machine.name}  ${describeMachine(machine)} · ${words}`;
}

/** What was decided, in a sentence. */
export function answerVerdict(answer: Answer): string {
  const { coherent, trouble, states, depth, question } = answer;
  const seen = `${count(states, 'state')}, ${count(depth, 'step')} deep`;
  const kept = question.durable ? ', and none loses what was promised to a power cut' : '';
  const wrong = pagesText(question) === undefined ? 'a stale load or' : 'a stale or foreign load, or';
  const ends = question.machine.cache.onAlias === 'machine check' ? ', and none ends in a machine check' : '';
  const rests = restsText(answer);
  if (coherent) return `coherent: no run has ${wrong} loses a store${kept}${ends} (all ${seen})${rests}`;
  const steps = count(storySteps(answer), 'step');
  return `refuted: some run has a ${trouble}; the shortest has ${steps} (${seen})${rests}`;
}

/** What it is worth, where a policy of the CPU is assumed. */
function restsText({ policies, coherent, question: { machine } }: Answer): string {
  if (!policies) return '';
  const { assumed, dependsOn } = policies;
  const are = (names: readonly string[]) =>
    `${names.join(' and ')}, which ${names.length === 1 ? 'is' : 'are'}`;
  return dependsOn.length === 0
    ? `; so it is under either ${are(assumed)} assumed of ${machine.name}`
    : `; it depends on ${are(dependsOn)} assumed of ${machine.name}: under another it is not ${coherent ? 'proved' : 'refuted'}`;
}

/** The steps of the shortest run; a whole dax_io() is one. */
function storySteps({ witness }: Answer): number {
  return witness.filter(beginsStep).length;
}

/** Whether a moment begins a step of the story: what the kernel does in one call is one step, however many moments it takes. */
const beginsStep = ({ by, begins }: Witness) => by !== 'kernel' || begins;

/**
 * A row a moment of the shortest run: who did what, and what the line looks like behind it. Moments of one call have the
 * number of its step. No rows for a proof.
 */
export function answerTable({ witness, model, trouble, line }: Answer): Table {
  const column = <T>(value: (moment: Witness, i: number) => T) => witness.map(value);
  const said = (by: Witness['by'], words: (moment: Witness) => string) =>
    column((moment) => (moment.by === by ? words(moment) : ''));
  const { pages } = line;
  const ofPage = (page: number) => (pages.length > 1 ? ` of page ${pages[page]!.page}` : '');
  const name = (alias: number) => {
    const { description, page, role } = model.aliases[alias]!;
    return description.name + (role === 'kernel' ? ofPage(page) : '');
  };
  const inCore = new Set(model.placeOf).size;
  const isDevices = (alias: number) => model.aliases[alias]!.description.who === 'device';
  // A device has no line: its address is not looked up in any cache.
  const owners = model.places.flatMap(({ core }, place) => {
    const names = model.aliases.flatMap((_, alias) =>
      model.placeOf[alias] === place % inCore && !isDevices(alias) ? [name(alias)] : [],
    );
    if (names.length === 0) return [];
    return [{ place, owner: `${names.join(' = ')}${model.cores > 1 ? ` on core ${core}` : ''}` }];
  });
  const isDeviceMoment = ({ by, alias, action }: Witness) =>
    by === 'other' && !action.startsWith('switch') && !action.endsWith('cache') && isDevices(alias);
  const others = said('other', (moment) =>
    moment.action.startsWith('switch')
      ? `${moment.action} to process ${line.processes[moment.alias]}`
      : moment.action.endsWith('cache')
        ? moment.action
        : `${name(moment.alias)}: ${doing(moment)}`,
  );
  const users = said('user', (moment) =>
    model.aliases.length > 2 ? `${name(moment.alias)}: ${doing(moment)}` : doing(moment),
  );
  const kernels = said('kernel', (moment) => {
    const isOwn = model.aliases[moment.alias]!.role === 'kernel' && pages.length === 1;
    return `dax_io ${moment.rw}: ${isOwn ? '' : `${name(moment.alias)} `}${doing(moment)}`;
  });
  return table({
    step: column((_, i) => witness.slice(0, i + 1).filter(beginsStep).length),
    ...(model.cores > 1 && { core: column(({ core }) => core) }),
    user: users,
    kernel: kernels.map((words, i) => words || (isDeviceMoment(witness[i]!) ? '' : others[i]!)),
    ...(model.aliases.some((_, alias) => isDevices(alias)) && {
      device: others.map((words, i) => (isDeviceMoment(witness[i]!) ? words : '')),
    }),
    hardware: said('hardware', (moment) => `${doing(moment)} ${name(moment.alias)}`),
    ...Object.fromEntries(
      owners.map(({ owner, place }) => [
        `line of ${owner}`,
        column(({ state }) => copyText(state.copies[place], ofPage)),
      ]),
    ),
    ...Object.fromEntries(
      pages.map((_, page) => [
        `memory${ofPage(page)}`,
        column(({ state }) => bytesText(page === 0 ? state.memory : state.otherMemory!)),
      ]),
    ),
    verdict: column((_, i) => (i === witness.length - 1 ? verdictWord(trouble) : '')),
  });
}

function verdictWord(trouble: Answer['trouble']): string {
  return trouble === undefined ? '' : VERDICT_WORD[trouble];
}

const VERDICT_WORD = {
  'stale load': 'STALE',
  'foreign load': 'FOREIGN',
  'lost store': 'LOST',
  'broken promise': 'MISSING',
  'machine check': 'MACHINE CHECK',
} as const;

function doing({ action }: Witness): string {
  return action.replace(/ (\d)$/, ' byte $1').replace(/ by the kernel$/, '');
}

/** `●` for the newest value of a byte, `◆` for one of the other page, `○` for an old one, `∅` for one that is older than what was promised. */
function bytesText({ fresh, kept, foreign }: BytesState): string {
  return fresh
    .map((isNewest, byte) => (isNewest ? '●' : foreign?.[byte] ? '◆' : kept[byte] ? '○' : '∅'))
    .join('');
}

function copyText(copy: CopyState | undefined, ofPage: (page: number) => string): string {
  if (!copy) return '–';
  const home = copy.page === undefined ? '' : ofPage(copy.page);
  return `${bytesText(copy)}${copy.dirty ? ' dirty' : ''}${home}`;
}

function legend({ question, line }: Answer): string {
  const older = question.durable ? ', ∅ older than promised' : '';
  return `● newest, ○ stale${older}${line.pages.length > 1 ? ', ◆ of the other page' : ''}: byte 0, byte 1`;
}

/** The answer, whole. */
export function answerText(answer: Answer): string {
  const lines = [answerHeading(answer)];
  if (!answer.coherent) {
    lines.push(tableText(answerTable(answer), { limit: 40 }), legend(answer));
  }
  return [...lines, answerVerdict(answer)].join('\n');
}
