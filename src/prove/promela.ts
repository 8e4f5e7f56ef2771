/**
 * The same question for Spin: one process, the state of the line and the place in the kernel's program as variables, an
 * option of its loop for everything that can happen. Spin's own search then stands against ours.
 */
import { formatStrategy } from '../linux/strategy.js';
import { LineModel, NEXT_STATE, STALE } from './line-model.js';
import type { LineState, OfBytes } from './line-state.js';
import { askedAliases, type Question } from './question.js';
import { type Edge, edgesOf, looks, troubleIn } from './search.js';

/**
 * A question as Promela. Spin reports `errors: 0` where the question is coherent, a violated assertion where not. The
 * tables are embedded C, because Spin takes minutes to compile thousands of guards.
 */
export function promelaOf(question: Question): string {
  // A model of its own: the numbers of its states are the same whatever was asked before.
  const model = new LineModel(question.machine, askedAliases(question), question.durable);
  const edges = edgesOf(model, question);
  const used = [...new Set(edges.flat().map(({ number }) => number))].sort((a, b) => a - b);
  model.complete(used);
  const states = Array.from({ length: model.size }, (_, state) => state);
  const outcomes = (number: number) => states.map((state) => model.outcome(number, state));
  // A state is wrong whichever way leads to it; only the one where runs start is never led to, and is not wrong.
  const wrong = new Set(
    used.flatMap((number) =>
      outcomes(number).flatMap((outcome) => (troubleIn(outcome & ~STALE) ? outcome & NEXT_STATE : [])),
    ),
  );
  return [
    ...header(question, model),
    ...used.flatMap((number) => [
      column(
        `next_${number}`,
        outcomes(number).map((outcome) => outcome & NEXT_STATE),
      ),
      column(
        `stale_${number}`,
        outcomes(number).map((outcome) => Number((outcome & STALE) !== 0)),
      ),
    ]),
    column(
      'wrong',
      states.map((state) => Number(wrong.has(state))),
    ),
    '',
    'int line = 0; /* the state of the line */',
    'int at = 0;   /* the place in the kernel’s program; 0 is outside */',
    '',
    'active proctype page() {',
    '  do',
    ...edges.flatMap((from, pc) => from.map((edge) => option(model, pc, edge))),
    '  od',
    '}',
    '',
  ].join('\n');
}

/** A declaration each: Spin reads no longer ones. */
function column(name: string, values: readonly number[]): string {
  return `c_decl { static const int ${name}[] = { ${values.join(', ')} }; }`;
}

function header({ machine, strategy, ...asked }: Question, model: LineModel): string[] {
  const { concurrent, speculative, durable } = asked;
  const modes = [concurrent && 'concurrent', speculative && 'speculative', durable && 'durable']
    .filter(Boolean)
    .join(', ');
  return [
    `/* aliaslab: ${plain(machine.name)}, strategy ${plain(formatStrategy(strategy))}${modes && `, ${modes}`}`,
    ' * spin -a FILE && cc -O2 -DSAFETY -o pan pan.c && ./pan',
    ' * States of the line, each byte N where it is the newest, o where it is stale, x where it breaks a promise:',
    ...Array.from({ length: model.size }, (_, state) => ` *   ${state}: ${stateText(model.stateOf(state))}`),
    ' */',
  ];
}

/** Names come from outside: nothing in them may end the comment. */
function plain(text: string): string {
  return text
    .replace(/[^\w .,:=()/-]/g, '?')
    .replaceAll('*/', '? ')
    .replaceAll('/*', ' ?');
}

function stateText({ copies, memory }: LineState): string {
  const bytes = ({ fresh, kept }: { fresh: OfBytes; kept: OfBytes }) =>
    fresh.map((is, byte) => (is ? 'N' : kept[byte] ? 'o' : 'x')).join('');
  const lines = copies.map((copy) => (copy ? `${bytes(copy)}${copy.dirty ? ' dirty' : ''}` : 'absent'));
  return `${lines.join(' | ')} | memory ${bytes(memory)}`;
}

function option(model: LineModel, pc: number, { moment, number, pc: to }: Edge): string {
  const { name } = model.aliases[moment.alias]!.description;
  const act =
    moment.by === 'hardware' ? `${moment.action} ${plain(name)}` : `${plain(name)} ${moment.action}`;
  const who = model.cores > 1 ? `core ${moment.core}: ${act}` : act;
  // Nobody looks at the bytes that hardware fetches of its own accord.
  const look = looks(moment) ? `c_code [!stale_${number}[now.line]] { ; }; ` : '';
  const move = `c_code { now.line = next_${number}[now.line]; }; at = ${to}; c_code [!wrong[now.line]] { ; }`;
  return `  :: atomic { (at == ${pc}) -> /* ${who} */ ${look}${move} }`;
}
