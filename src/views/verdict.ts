/** The answer to a question: as text in two columns, as a table, and as a Plotly figure. */
import { table } from 'arquero';
import { formatStrategy } from '../linux/strategies/index.js';
import type { CopyState } from '../prove/line-state.js';
import type { Answer, Witness } from '../prove/prove.js';
import type { Question } from '../prove/question.js';
import type { Table } from './arquero-table.js';
import { tableText } from './table-text.js';
import { count, describeMachine } from './words.js';

/** What else was asked for, in words. */
export function modesOf({ concurrent, speculative, durable, also, pinned }: Question): string[] {
  const { users, kernel } = pinned;
  const modes = [
    also.length > 0 && `the kernel also uses ${also.map(({ name }) => name).join(', ')}`,
    concurrent && 'concurrent',
    speculative && 'speculative',
    durable && 'durable',
    users !== undefined && `users on core ${users}`,
    kernel !== undefined && `kernel on core ${kernel}`,
  ];
  return modes.filter((mode) => mode !== false);
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
  if (coherent) return `coherent: no run has a stale load or loses a store${kept} (all ${seen})`;
  const steps = count(storySteps(answer), 'step');
  return `refuted: some run has a ${trouble}; the shortest has ${steps} (${seen})`;
}

/** The steps of the shortest run; a whole dax_io() is one. */
function storySteps({ witness }: Answer): number {
  return witness.filter(({ by, begins }) => by !== 'kernel' || begins).length;
}

/** A row a moment of the shortest run: who did what, and what the line looks like behind it. No rows for a proof. */
export function answerTable({ witness, model, trouble }: Answer): Table {
  const said = (moment: Witness, by: Witness['by']) => (moment.by === by ? doing(moment) : '');
  const column = <T>(value: (moment: Witness, i: number) => T) => witness.map(value);
  const name = (alias: number) => model.aliases[alias]!.description.name;
  const inCore = new Set(model.placeOf).size;
  const owners = model.places.map(({ core }, place) => {
    const names = model.aliases.flatMap((_, alias) =>
      model.placeOf[alias] === place % inCore ? [name(alias)] : [],
    );
    return `${names.join(' = ')}${model.cores > 1 ? ` on core ${core}` : ''}`;
  });
  const user = (moment: Witness) => {
    const words = said(moment, 'user');
    return words && model.aliases.length > 2 ? `${name(moment.alias)}: ${words}` : words;
  };
  const hardware = (moment: Witness) => {
    const words = said(moment, 'hardware');
    return words && `${words} ${name(moment.alias)}`;
  };
  return table({
    step: column((_, i) => i + 1),
    ...(model.cores > 1 && { core: column(({ core }) => core) }),
    user: column(user),
    kernel: column((moment) => {
      if (moment.by === 'other') return `${name(moment.alias)}: ${doing(moment)}`;
      const words = said(moment, 'kernel');
      return (
        words &&
        `dax_io ${moment.rw}: ${moment.alias === model.aliases.length - 1 ? '' : `${name(moment.alias)} `}${words}`
      );
    }),
    hardware: column(hardware),
    ...Object.fromEntries(
      owners.map((owner, place) => [
        `line of ${owner}`,
        column(({ state }) => copyText(state.copies[place])),
      ]),
    ),
    memory: column(({ state }) => bytesText(state.memory)),
    verdict: column((_, i) => (i === witness.length - 1 ? verdictWord(trouble) : '')),
  });
}

function verdictWord(trouble: Answer['trouble']): string {
  return trouble === undefined ? '' : VERDICT_WORD[trouble];
}

const VERDICT_WORD = { 'stale load': 'STALE', 'lost store': 'LOST', 'broken promise': 'MISSING' } as const;

function doing({ action }: Witness): string {
  return action.replace(/ (\d)$/, ' byte $1');
}

/** `●` for the newest value of a byte, `○` for a stale one, `∅` for one that is older than what was promised. */
function bytesText({ fresh, kept }: Omit<CopyState, 'dirty'>): string {
  return fresh.map((isNewest, byte) => (isNewest ? '●' : kept[byte] ? '○' : '∅')).join('');
}

function copyText(copy: CopyState | undefined): string {
  return copy ? `${bytesText(copy)}${copy.dirty ? ' dirty' : ''}` : '–';
}

function legend({ question }: Answer): string {
  return `● newest, ○ stale${question.durable ? ', ∅ older than promised' : ''}: byte 0, byte 1`;
}

/** The answer, whole. */
export function answerText(answer: Answer): string {
  const lines = [answerHeading(answer)];
  if (!answer.coherent) {
    lines.push(tableText(answerTable(answer), { limit: 40 }), legend(answer));
  }
  return [...lines, answerVerdict(answer)].join('\n');
}
