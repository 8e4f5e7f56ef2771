/** The rules for code cells: short, imports first, no clock and no luck, semicolons, claims that are checked. */
import { parser } from '@lezer/javascript';
import type { CodeCell, Notebook } from '../../jupyter/notebook.js';
import { codeCells, type Finding, type Numbered, sectionsOf } from './finding.js';
import { isPlayground } from './prose-rules.js';

const typescript = parser.configure({ dialect: 'ts' });
const MOST_LINES = 6;

/** Statements that end in a semicolon. */
const ENDED = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'ImportDeclaration',
  'ThrowStatement',
  'TypeAliasDeclaration',
  'ReturnStatement',
]);

/** What gives another value each time. */
const UNSTEADY: readonly (readonly [is: RegExp, name: string])[] = [
  [/^Math\.random$/, 'Math.random'],
  [/^Date\.now$/, 'Date.now'],
  [/^performance\.\w+$/, 'performance'],
  [/^process\.(hrtime|uptime|cpuUsage)/, 'process.hrtime'],
  [/^crypto\.(randomUUID|getRandomValues|randomBytes|randomInt)$/, 'crypto'],
  [/^(setTimeout|setInterval)$/, 'a timer'],
];

/** What one cell's code has, as its syntax tree tells: nothing in a string or a comment counts. */
interface Syntax {
  readonly unsteady: readonly string[];
  readonly imports: boolean;
  /** The first statement without its semicolon. */
  readonly open: string | undefined;
  readonly claims: boolean;
}

function syntaxOf(source: string): Syntax {
  const unsteady = new Set<string>();
  let imports = false;
  let open: string | undefined;
  let claims = false;
  const tree = typescript.parse(source);
  const text = (node: { from: number; to: number }) => source.slice(node.from, node.to);
  const cursor = tree.cursor();
  do {
    const { name } = cursor;
    const said = text(cursor).replaceAll(/\s/g, '');
    if (name === 'MemberExpression' || name === 'VariableName') {
      for (const [is, called] of UNSTEADY) if (is.test(said)) unsteady.add(called);
      if (/\.claim$/.test(said)) claims = true;
    }
    if (name === 'NewExpression' && /^newDate(\(\))?$/.test(said)) unsteady.add('new Date()');
    if (name === 'ImportDeclaration' || name === 'DynamicImport') imports = true;
    if (name === 'CallExpression' && /^(require|import)\(/.test(said)) imports = true;
    if (ENDED.has(name) && open === undefined && !text(cursor).trimEnd().endsWith(';'))
      open = source.slice(0, cursor.to).split('\n').at(-1)!.trim();
  } while (cursor.next());
  return { unsteady: [...unsteady], imports, open, claims };
}

export function codeRules(notebook: Notebook): Finding[] {
  const cells = codeCells(notebook);
  return cells.flatMap((numbered, nth) => cellRules(numbered, nth === 0));
}

function cellRules({ number, cell }: Numbered<CodeCell>, isFirst: boolean): Finding[] {
  const { unsteady, imports, open } = syntaxOf(cell.source);
  const lines = cell.source.trimEnd().split('\n').length;
  const found: (Omit<Finding, 'cell'> | false)[] = [
    lines > MOST_LINES && {
      rule: 'length',
      what: `the cell has ${lines} lines`,
      mend: `cut it to ${MOST_LINES}: the cell says what, the library how`,
    },
    imports &&
      !isFirst && {
        rule: 'imports',
        what: 'something is imported here',
        mend: 'move all imports into the first code cell',
      },
    ...unsteady.map((name) => ({
      rule: 'steady',
      what: `${name} gives another result each time`,
      mend: 'leave it out, or use a seed',
    })),
    open !== undefined && {
      rule: 'semicolon',
      what: `'${open.length > 40 ? `${open.slice(0, 39)}…` : open}' does not end in a semicolon`,
      mend: 'add it: a last expression without one is shown',
    },
  ];
  return found.flatMap((finding) => (finding ? [{ cell: number, ...finding }] : []));
}

/** A section that says what we now know, or asks for a prediction, has a claim that is checked. */
export function claimRule(notebook: Notebook): Finding[] {
  const unclaimed = sectionsOf(notebook).filter(
    ({ heading, prose, code }) =>
      !isPlayground(heading) &&
      code.length > 0 &&
      /what we now know|your prediction/i.test(prose) &&
      !code.some(({ cell }) => syntaxOf(cell.source).claims),
  );
  const sections = unclaimed.map(
    ({ heading, number }): Finding => ({
      cell: number,
      rule: 'claim',
      what: `${heading === '' ? 'the opening' : `'${heading}'`} shows something that no claim checks`,
      mend: `add checked.claim('…', …) that restates it`,
    }),
  );
  const last = codeCells(notebook).at(-1);
  const said =
    last?.cell.outputs.map((output) => (output.output_type === 'stream' ? output.text : '')).join('') ?? '';
  if (/^[1-9]\d* claims? checked\n?$/.test(said)) return sections;
  return [
    ...sections,
    {
      cell: last?.number ?? 0,
      rule: 'claims line',
      what: 'the last code cell does not print how many claims were checked',
      mend: 'end with console.log(String(checked));',
    },
  ];
}
