/**
 * A word of the text that a reader can turn, and so the code beneath: in the metadata of the Markdown cell that says it,
 *
 *     "aliaslab": { "knobs": [{ "text": "SH7750", "sets": "processor", "choices": ["SH7750", "24Kc"] }] }
 *
 * It sets the first argument of a call `processor(…)` in the code cells behind it, up to the next text. Where no script runs, the
 * word is a word.
 */

import type { Notebook, NotebookCell } from '../../jupyter/notebook.js';
import { isRecord } from '../../units/is-record.js';
import { asTyped } from '../../units/problems.js';
import { MOST_READ } from '../check/code.js';
import { ownMetadata } from '../own-metadata.js';
import { answeringCells } from '../prediction.js';
import { KNOB_CALLS, type KnobKind, kindOf } from './kinds.js';
import { literalsIn, meansTheSame, type Place } from './literal.js';

/** What can be chosen: the word, and the code that it is. */
export interface KnobChoice {
  readonly text: string;
  readonly code: string;
}

/** A word of the text, and the literal that it is. */
export interface Knob {
  /** The cell that says it, by its place in the notebook, from 0. */
  readonly at: number;
  readonly text: string;
  readonly label: string;
  readonly choices: readonly KnobChoice[];
  /** The code cell with the literal, counted from 1, and where it stands there. */
  readonly cell: number;
  readonly place: Place;
  /** The cell that asks for a prediction which this code answers: before a guess nothing is turned. */
  readonly waitsFor: number | undefined;
}

/** The knobs of a notebook, in the order in which they are written; those that cannot be used are left out. */
export function knobsOf(notebook: Notebook): Knob[] {
  return readKnobs(notebook).flatMap(({ knob }) => (knob === undefined ? [] : [knob]));
}

/** What is wrong with the knobs of a notebook: the cell that says it, from 0, and a sentence. */
export function knobProblems(notebook: Notebook): { readonly at: number; readonly what: string }[] {
  return readKnobs(notebook).flatMap(({ at, problems }) => problems.map((what) => ({ at, what })));
}

interface Read {
  readonly at: number;
  readonly knob?: Knob;
  readonly problems: readonly string[];
}

/** A text with more of them is no text. */
const MOST_KNOBS = 12;

function readKnobs({ cells }: Notebook): Read[] {
  const answering = answeringCells(cells);
  return cells.flatMap((cell, at): Read[] => {
    const written = ownMetadata(cell, 'knobs');
    if (written === undefined) return [];
    const problem =
      cell.cell_type !== 'markdown'
        ? 'a knob stands in a cell of code: it belongs to the text above'
        : !Array.isArray(written)
          ? `knobs are ${asTyped(written)}, and no list`
          : written.length > MOST_KNOBS
            ? `${written.length} knobs are in one text, and ${MOST_KNOBS} at most can be`
            : undefined;
    if (problem !== undefined) return [{ at, problems: [problem] }];
    return (written as unknown[]).map((each) => readKnob(each, at, cells, answering));
  });
}

const FIELDS: ReadonlySet<string> = new Set(['text', 'sets', 'choices']);

function readKnob(
  written: unknown,
  at: number,
  cells: readonly NotebookCell[],
  answering: ReadonlyMap<number, number>,
): Read {
  if (!isRecord(written)) return { at, problems: [`a knob is ${asTyped(written)}, and no object`] };
  const { text, sets } = written;
  const others = Object.keys(written).filter((field) => !FIELDS.has(field));
  const problems = others.map((field) => `a knob has a field ${asTyped(field)} that nobody reads`);
  const kind = kindOf(sets);
  const code = typeof text === 'string' ? kind?.code(text) : undefined;
  if (kind === undefined)
    problems.push(`a knob sets ${asTyped(sets)}, which is none of ${KNOB_CALLS.join(', ')}`);
  else if (code === undefined)
    problems.push(`a knob says ${asTyped(text)}, which ${String(sets)}() cannot be given`);
  if (kind === undefined || code === undefined) return { at, problems };

  const name = `the knob ${asTyped(text)}`;
  const choices = readChoices(written.choices, { text: String(text), code }, kind, cells);
  problems.push(...choices.problems.map((what) => `${name} ${what}`));
  if (!choices.of.some((choice) => choice.text === text) || choices.of.length < 2)
    problems.push(`${name} is not one of two or more different choices`);
  const beneath = literalsBeneath(cells, at, String(sets));
  const found = beneath.find((literal) => meansTheSame(literal.code, code));
  if (found === undefined)
    problems.push(
      beneath.length === 0
        ? `${name} sets ${String(sets)}(…), and the code behind it calls none with a literal`
        : `${name} is ${beneath.map((literal) => literal.code).join(' or ')} in the code behind it`,
    );
  if (found === undefined || problems.length > 0) return { at, problems };
  const { place, codeAt } = found;
  const cell = cells.slice(0, codeAt + 1).filter(({ cell_type }) => cell_type === 'code').length;
  const waitsFor = answering.get(codeAt);
  const { label } = kind;
  return {
    at,
    knob: { at, text: String(text), label, choices: choices.of, cell, place, waitsFor },
    problems,
  };
}

/** What a knob offers: what its author lists, or all that can be typed where it stands. */
function readChoices(
  listed: unknown,
  own: KnobChoice,
  kind: KnobKind,
  cells: readonly NotebookCell[],
): { readonly of: readonly KnobChoice[]; readonly problems: readonly string[] } {
  if (listed === undefined) {
    const all = kind.choices().map((text) => ({ text, code: kind.code(text)! }));
    const typable = all.filter(({ code }) => notImported(code, cells) === undefined);
    return { of: typable.some(({ text }) => text === own.text) ? typable : [own, ...typable], problems: [] };
  }
  if (!Array.isArray(listed)) return { of: [], problems: [`has no list of choices, but ${asTyped(listed)}`] };
  const of: KnobChoice[] = [];
  const problems: string[] = [];
  for (const text of new Set<unknown>(listed)) {
    const code = typeof text === 'string' ? kind.code(text) : undefined;
    const missing = code === undefined ? undefined : notImported(code, cells);
    if (code === undefined) problems.push(`offers ${asTyped(text)}, which is no ${kind.label}`);
    else if (missing !== undefined) problems.push(`offers ${asTyped(text)}, and no cell imports ${missing}`);
    else of.push({ text: text as string, code });
  }
  return { of, problems };
}

/** The literals of such calls in the code cells behind a text, up to the next one. */
function literalsBeneath(cells: readonly NotebookCell[], at: number, call: string) {
  const behind = cells.slice(at + 1);
  const first = behind.findIndex(({ cell_type }) => cell_type === 'code');
  const length = behind.slice(first).findIndex(({ cell_type }) => cell_type !== 'code');
  const code = first < 0 ? [] : behind.slice(first, length < 0 ? undefined : first + length);
  return code.flatMap(({ source }, i) =>
    literalsIn(source, call).map((literal) => ({ ...literal, codeAt: at + 1 + first + i })),
  );
}

/** The word of a strategy that no cell imports. */
function notImported(code: string, cells: readonly NotebookCell[]): string | undefined {
  const word = /^(\w+)\(/.exec(code)?.[1];
  if (word === undefined) return undefined;
  const imports = new RegExp(`\\bimport\\s*\\{[^}]*\\b${word}\\b`);
  const isImported = cells.some(
    ({ cell_type, source }) => cell_type === 'code' && source.length <= MOST_READ && imports.test(source),
  );
  return isImported ? undefined : word;
}
