/**
 * The same question for Spin: one process, the state of the line and the place in the kernel's program as variables, an
 * option of its loop for everything that can happen. Spin's own search then stands against ours.
 */
import { formatStrategy } from '../linux/strategy.js';
import { LINE_ACTIONS, type LineModel, type LineState } from './line-model.js';
import { modelOf } from './prove.js';
import type { Question } from './question.js';
import { type Edge, edgesOf } from './search.js';

/**
 * A question as Promela. Spin reports `errors: 0` where the question is coherent, a violated assertion where not. The
 * tables are embedded C, because Spin takes minutes to compile thousands of guards.
 */
export function promelaOf(question: Question): string {
  const model = modelOf(question);
  const edges = edgesOf(model, question);
  const used = [...new Set(edges.flat().map(({ number }) => number))].sort((a, b) => a - b);
  return [
    ...header(question, model),
    'c_decl {',
    ...used.flatMap((number) => [
      column(`next_${number}`, [...model.next[number]!]),
      column(`stale_${number}`, [...model.stale[number]!]),
    ]),
    column('lost', [...model.lost]),
    '}',
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

function column(name: string, values: readonly number[]): string {
  return `  static const int ${name}[] = { ${values.join(', ')} };`;
}

function header({ machine, strategy, concurrent, speculative }: Question, model: LineModel): string[] {
  const modes = [concurrent && 'concurrent', speculative && 'speculative'].filter(Boolean).join(', ');
  return [
    `/* aliaslab: ${plain(machine.name)}, strategy ${plain(formatStrategy(strategy))}${modes && `, ${modes}`}`,
    ' * spin -a FILE && cc -O2 -DSAFETY -o pan pan.c && ./pan',
    ' * States of the line, each byte N where it is the newest and o where it is stale:',
    ...model.states.map((state, number) => ` *   ${number}: ${stateText(state)}`),
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
  const bytes = (fresh: readonly [boolean, boolean]) => fresh.map((is) => (is ? 'N' : 'o')).join('');
  const lines = copies.map((copy) => (copy ? `${bytes(copy.fresh)}${copy.dirty ? ' dirty' : ''}` : 'absent'));
  return `${lines.join(' | ')} | memory ${bytes(memory)}`;
}

function option(model: LineModel, pc: number, { moment, number, pc: to }: Edge): string {
  const { name } = model.aliases[moment.alias]!.description;
  const who =
    moment.by === 'hardware' ? `${moment.action} ${plain(name)}` : `${plain(name)} ${moment.action}`;
  // Nobody looks at the bytes that hardware fetches of its own accord.
  const look = LOADS.includes(moment.action) ? `c_code [!stale_${number}[now.line]] { ; }; ` : '';
  const move = `c_code { now.line = next_${number}[now.line]; }; at = ${to}; c_code [!lost[now.line]] { ; }`;
  return `  :: atomic { (at == ${pc}) -> /* ${who} */ ${look}${move} }`;
}

const LOADS = LINE_ACTIONS.filter((action) => action.startsWith('load'));
