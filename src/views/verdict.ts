/** The answer to a question: as text in two columns, as a table, and as a Plotly figure. */
import { table } from 'arquero';
import { formatStrategy } from '../linux/strategy.js';
import type { CopyState, Freshness } from '../prove/line-model.js';
import type { Answer, Witness } from '../prove/prove.js';
import type { Table } from './arquero-table.js';
import { tableText } from './table-text.js';
import { count, describeMachine } from './words.js';

/** Machine, strategy and modes. */
export function answerHeading({ question }: Answer): string {
  const { machine, strategy, concurrent, speculative } = question;
  const modes = [concurrent && 'concurrent', speculative && 'speculative'].filter(Boolean);
  const words = [`strategy: ${formatStrategy(strategy)}`, ...modes].join(' · ');
  return `proof  ${machine.name}  ${describeMachine(machine)} · ${words}`;
}

/** What was decided, in a sentence. */
export function answerVerdict(answer: Answer): string {
  const { coherent, trouble, states, depth } = answer;
  const seen = `${count(states, 'state')}, ${count(depth, 'step')} deep`;
  if (coherent) return `coherent: no run has a stale load or loses a store (all ${seen})`;
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
  const places = [...new Set(model.places)];
  const owners = places.map((place) =>
    model.aliases.flatMap((_, alias) => (model.places[alias] === place ? [name(alias)] : [])).join(' = '),
  );
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
    user: column(user),
    kernel: column((moment) => {
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
  return trouble === 'stale load' ? 'STALE' : trouble === 'lost store' ? 'LOST' : '';
}

function doing({ action }: Witness): string {
  return action.replace(/ (\d)$/, ' byte $1');
}

/** `●` for the newest value of a byte, `○` for a stale one. */
function bytesText(fresh: Freshness): string {
  return fresh.map((isNewest) => (isNewest ? '●' : '○')).join('');
}

function copyText(copy: CopyState | undefined): string {
  return copy ? `${bytesText(copy.fresh)}${copy.dirty ? ' dirty' : ''}` : '–';
}

/** The answer, whole. */
export function answerText(answer: Answer): string {
  const lines = [answerHeading(answer)];
  if (!answer.coherent) {
    lines.push(tableText(answerTable(answer), { limit: 40 }), '● newest, ○ stale: byte 0, byte 1');
  }
  return [...lines, answerVerdict(answer)].join('\n');
}
