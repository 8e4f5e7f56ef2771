/**
 * The same question for Spin: one process, the state of the line and the place in the kernel's program as variables, an
 * option of its loop for everything that can happen. Spin's own search then stands against ours.
 */
import { formatStrategy } from '../linux/strategies/index.js';
import { CHECKED, IMPOSSIBLE, LineModel, NEXT_STATE, STALE } from './line-model.js';
import { type LineQuestion, lineQuestionsOf } from './line-question.js';
import type { LineState, OfBytes } from './line-state.js';
import type { Question } from './question.js';
import { type Edge, edgesOf, looks, troubleIn } from './search.js';

/**
 * A question as Promela. Spin reports `errors: 0` where the question is coherent, a violated assertion where not. The
 * tables are embedded C, because Spin takes minutes to compile thousands of guards. Of several lines one is chosen first.
 */
export function promelaOf(question: Question): string {
  const lines = lineQuestionsOf(question).map((line, nth) => new LineInPromela(line, nth));
  const loops = lines.map((line) => line.loop());
  return [
    ...header(question, lines),
    ...lines.flatMap((line) => line.columns()),
    '',
    'int line = 0; /* the state of the line */',
    'int at = 0;   /* the place in the kernel’s program; 0 is outside */',
    '',
    'active proctype page() {',
    ...(loops.length === 1
      ? loops[0]!
      : [
          `  if${loops.map((_, nth) => ` :: goto line${nth}`).join('')} fi;`,
          ...loops.flatMap((loop, nth) => [`line${nth}:`, ...loop]),
        ]),
    '}',
    '',
  ].join('\n');
}

/** A line as tables, and a loop over what can happen to it. */
class LineInPromela {
  readonly model: LineModel;
  readonly #edges: Edge[][];
  readonly #used: number[];
  /** What the names of its tables begin with; nothing, where there is one line. */
  readonly #prefix: string;

  constructor(line: LineQuestion, nth: number) {
    // A model of its own: the numbers of its states are the same whatever was asked before.
    this.model = new LineModel(line);
    this.#edges = edgesOf(this.model, line);
    const used = this.#edges.flat().map(({ number }) => number);
    this.#used = [...new Set(used)].sort((a, b) => a - b);
    this.#prefix = nth === 0 ? '' : `line${nth}_`;
    this.model.complete(this.#used);
  }

  columns(): string[] {
    const states = Array.from({ length: this.model.size }, (_, state) => state);
    const outcomes = (number: number) => states.map((state) => this.model.outcome(number, state));
    const isWrong = (outcome: number) => !(outcome & IMPOSSIBLE) && troubleIn(outcome & ~(STALE | CHECKED));
    // A state is wrong whichever way leads to it; only the one where runs start is never led to, and is not wrong.
    const wrong = new Set(
      this.#used.flatMap((number) =>
        outcomes(number).flatMap((outcome) => (isWrong(outcome) ? outcome & NEXT_STATE : [])),
      ),
    );
    const of = (number: number, name: string, value: (outcome: number) => number) =>
      column(`${this.#prefix}${name}_${number}`, outcomes(number).map(value));
    return [
      ...this.#used.flatMap((number) => [
        of(number, 'next', (outcome) => outcome & NEXT_STATE),
        of(number, 'stale', (outcome) => Number((outcome & STALE) !== 0)),
        ...(this.#may(number, IMPOSSIBLE)
          ? [of(number, 'can', (outcome) => Number(!(outcome & IMPOSSIBLE)))]
          : []),
        ...(this.#may(number, CHECKED)
          ? [of(number, 'ends', (outcome) => Number((outcome & CHECKED) !== 0))]
          : []),
      ]),
      column(
        `${this.#prefix}wrong`,
        states.map((state) => Number(wrong.has(state))),
      ),
    ];
  }

  loop(): string[] {
    const options = this.#edges.flatMap((from, pc) => from.map((edge) => this.#option(pc, edge)));
    return ['  do', ...options, '  od'];
  }

  /** Whether an action comes to this in some state. */
  #may(number: number, what: number): boolean {
    return this.model.columns[number]!.subarray(0, this.model.size).some((outcome) => outcome & what);
  }

  #option(pc: number, { moment, number, pc: to }: Edge): string {
    const { model } = this;
    const table = (name: string) => `${this.#prefix}${name}`;
    const name = model.aliases[moment.alias]?.description.name ?? '';
    const act =
      moment.by === 'hardware' ? `${moment.action} ${plain(name)}` : `${plain(name)} ${moment.action}`;
    const who = model.cores > 1 ? `core ${moment.core}: ${act}` : act;
    const guard = this.#may(number, IMPOSSIBLE) ? ` && c_expr { ${table('can')}_${number}[now.line] }` : '';
    // Nobody looks at the bytes that hardware fetches of its own accord.
    const look = looks(moment) ? `c_code [!${table('stale')}_${number}[now.line]] { ; }; ` : '';
    const ends = this.#may(number, CHECKED) ? `c_code [!${table('ends')}_${number}[now.line]] { ; }; ` : '';
    const move = `c_code { now.line = ${table('next')}_${number}[now.line]; }; at = ${to}; c_code [!${table('wrong')}[now.line]] { ; }`;
    return `  :: atomic { (at == ${pc}${guard}) -> /* ${who} */ ${look}${ends}${move} }`;
  }
}

/** A declaration each: Spin reads no longer ones. */
function column(name: string, values: readonly number[]): string {
  return `c_decl { static const int ${name}[] = { ${values.join(', ')} }; }`;
}

function header({ machine, strategy, ...asked }: Question, lines: readonly LineInPromela[]): string[] {
  const { concurrent, speculative, durable } = asked;
  const modes = [concurrent && 'concurrent', speculative && 'speculative', durable && 'durable']
    .filter(Boolean)
    .join(', ');
  return [
    `/* aliaslab: ${plain(machine.name)}, strategy ${plain(formatStrategy(strategy))}${modes && `, ${modes}`}`,
    ' * spin -a FILE && cc -O2 -DSAFETY -o pan pan.c && ./pan',
    ' * States of the line, each byte N where it is the newest, o where it is stale, x where it breaks a promise:',
    ...lines.flatMap(({ model }, nth) => [
      ...(lines.length > 1 ? [` * line ${nth}`] : []),
      ...Array.from(
        { length: model.size },
        (_, state) => ` *   ${state}: ${stateText(model.stateOf(state))}`,
      ),
    ]),
    ' */',
  ];
}

/** Names come from outside: nothing in them may end the comment, and so they keep no asterisk. */
function plain(text: string): string {
  return text.replace(/[^\w .,:=()/-]/g, '?');
}

function stateText({ copies, memory, otherMemory }: LineState): string {
  const bytes = ({ fresh, kept }: { fresh: OfBytes; kept: OfBytes }) =>
    fresh.map((is, byte) => (is ? 'N' : kept[byte] ? 'o' : 'x')).join('');
  const lines = copies.map((copy) => (copy ? `${bytes(copy)}${copy.dirty ? ' dirty' : ''}` : 'absent'));
  const memories = [memory, ...(otherMemory ? [otherMemory] : [])].map(bytes);
  return `${lines.join(' | ')} | memory ${memories.join(' ')}`;
}
