/** What a notebook claims is checked: by as many conditions as it has findings, none of which holds by itself. */
import type { CodeCell, Notebook } from '../../jupyter/notebook.js';
import { codeCells, type Finding } from './finding.js';
import { Names } from './names.js';
import { type Section, sectionsOf, textOf } from './sections.js';
import { Code, given } from './syntax.js';

/** A call of `claim()`. */
interface Claim {
  readonly sentence: string;
  /** Whether its condition has one value, whatever the cells compute. */
  readonly isConstant: boolean;
}

export function claimRules(notebook: Notebook): Finding[] {
  const claims = claimsOf(notebook);
  const isComputed = ({ number }: { number: number }) =>
    (claims.get(number) ?? []).filter(({ isConstant }) => !isConstant).length;
  const sections = sectionsOf(notebook).filter(({ isFinding }) => isFinding);
  return [
    ...constantRule(claims),
    ...sections.flatMap((section) => sectionRule(section, section.code.map(isComputed))),
    ...chapterRule(sections, isComputed),
    ...lineRule(notebook),
  ];
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

/** The claims of each cell, by its number. */
function claimsOf(notebook: Notebook): Map<number, Claim[]> {
  const names = new Names();
  return new Map(
    codeCells(notebook).map(({ number, cell }) => {
      const code = new Code(cell.source);
      names.learn(code);
      const calls = [...code.nodes()].filter(
        (node) =>
          node.name === 'CallExpression' && /(^|\.)claim$/.test(names.path(node.firstChild, code) ?? ''),
      );
      const claims = calls.map((call): Claim => {
        const [sentence, condition] = given(call);
        return {
          sentence: code.string(sentence ?? null) ?? '…',
          isConstant: condition === undefined || names.isConstant(condition, code),
        };
      });
      return [number, claims];
    }),
  );
}

function constantRule(claims: ReadonlyMap<number, readonly Claim[]>): Finding[] {
  return [...claims].flatMap(([cell, made]) =>
    made
      .filter(({ isConstant }) => isConstant)
      .map(({ sentence }) => ({
        cell,
        rule: 'claim',
        what: `the condition of the claim '${sentence}' is always the same`,
        mend: 'give it a condition that the cells compute',
      })),
  );
}

/** A heading is a claim: where code shows something under it, something is checked. */
function sectionRule({ heading, number, code }: Section, computed: readonly number[]): Finding[] {
  if (sum(computed) > 0 || !code.some(({ cell }) => showsSomething(cell))) return [];
  return [
    {
      cell: number,
      rule: 'claim',
      what: `${named(heading)} shows something that no claim checks`,
      mend: `add checked.claim('…', …) that restates it`,
    },
  ];
}

/** Whether a cell has something to see beside the number of claims; one that was never run may have. */
function showsSomething({ source, execution_count, outputs }: CodeCell): boolean {
  if (execution_count === null) return source.trim() !== '';
  return outputs.some((output) => output.output_type !== 'stream' || !CLAIMS_LINE.test(output.text));
}

/** What we now know, as often as it is said, is what was checked. */
function chapterRule(
  sections: readonly Section[],
  computed: (cell: { number: number }) => number,
): Finding[] {
  const chapters = [...new Set(sections.map(({ chapter }) => chapter))];
  return chapters.flatMap((chapter) => {
    const parts = sections.filter((section) => section.chapter === chapter);
    const said = sum(parts.map(({ prose }) => textOf(prose).match(/what we (now )?know\b/gi)?.length ?? 0));
    const checked = sum(parts.flatMap(({ code }) => code.map(computed)));
    if (said <= checked) return [];
    const [{ heading, number, code }] = parts as [Section];
    // A section without any claim is told so already.
    if (checked === 0 && code.some(({ cell }) => showsSomething(cell))) return [];
    return [
      {
        cell: number,
        rule: 'claim',
        what: `${named(heading)} says ${said === 1 ? 'once' : `${said} times`} what we now know, and has ${checked === 0 ? 'no claim' : checked === 1 ? 'one claim' : `${checked} claims`}`,
        mend: 'add a checked.claim(…) for each',
      },
    ];
  });
}

const CLAIMS_LINE = /^[1-9]\d* claims? checked\n?$/;

function lineRule(notebook: Notebook): Finding[] {
  const last = codeCells(notebook).at(-1);
  const said =
    last?.cell.outputs.map((output) => (output.output_type === 'stream' ? output.text : '')).join('') ?? '';
  if (CLAIMS_LINE.test(said)) return [];
  return [
    {
      cell: last?.number ?? 0,
      rule: 'claims line',
      what: 'the last code cell does not print how many claims were checked',
      mend: 'end with console.log(String(checked));',
    },
  ];
}

function named(heading: string): string {
  return heading === '' ? 'the opening' : `'${heading}'`;
}
