/**
 * A cell of TypeScript as a syntax tree of JavaScript: sucrase takes the types away, acorn reads the rest. Lines stay where they are.
 */

import type { Program } from 'acorn';
import { parse, tokenizer } from 'acorn';
import { transform } from 'sucrase';

/** A cell that cannot run, with the line it is about. */
export class CellSyntaxError extends Error {
  override readonly name = 'SyntaxError';
  /** Both count from 1; 0 where it is not known. */
  readonly line: number;
  readonly column: number;
  constructor(message: string, line = 0, column = 0) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** Nodes are read by shape: a cell has few of them, and acorn's types say all that each may be. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Any = any;

/** Where a parser was: acorn counts columns from 0, sucrase from 1. */
interface Location {
  readonly line: number;
  readonly column: number;
}

const SYNTAX = { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true } as const;

/** Reads a cell. Throws a {@link CellSyntaxError} for what is no TypeScript, and for what a page cannot run. */
export function parseCell(source: string): { javascript: string; program: Program } {
  const javascript = withoutTypes(source);
  const program = parsed(javascript);
  refuseNamespaces(source);
  return { javascript, program };
}

function withoutTypes(source: string): string {
  try {
    return transform(source, {
      transforms: ['typescript'],
      // What this cell does not use, the next one may.
      keepUnusedImports: true,
      disableESTransforms: true,
    }).code;
  } catch (error) {
    throw syntaxError(error as Error & { loc?: Location }, 0);
  }
}

function parsed(javascript: string): Program {
  try {
    return parse(javascript, SYNTAX);
  } catch (error) {
    const { pos, loc } = error as { pos: number; loc: Location };
    if (javascript[pos] === '@')
      throw new CellSyntaxError(
        'decorators do not run on this page; a function call does the same',
        loc.line,
      );
    throw syntaxError(error as Error & { loc?: Location }, 1);
  }
}

/** `Error transforming cell: Unexpected token (3:5)` and acorn's `Unexpected token (3:5)`, in one form; `first` is what has to be added to its column. */
function syntaxError(error: Error & { loc?: Location }, first: 0 | 1): CellSyntaxError {
  const [, said = error.message] =
    /^(?:Error transforming \S*: )?([\s\S]*?)(?: \(\d+:\d+\))?$/.exec(error.message) ?? [];
  return new CellSyntaxError(said, error.loc?.line ?? 0, (error.loc?.column ?? -first) + first);
}

/** Sucrase leaves a namespace out without a word. The grammar is fine here, so its words can be looked at one by one. */
function refuseNamespaces(source: string): void {
  if (!/\b(?:namespace|module)\b/.test(source)) return;
  const words = wordsOf(source);
  const at = words.findIndex(({ word, line }, i) => {
    const [name, then] = [words[i + 1], words[i + 2]];
    const opens =
      (word === 'namespace' || word === 'module') && name?.line === line && /^[\p{L}_$]/u.test(name.word);
    return (
      opens &&
      (then?.word === '{' || then?.word === '.') &&
      !/^(?:declare|\.)$/.test(words[i - 1]?.word ?? '')
    );
  });
  if (at < 0) return;
  const line = words[at]!.line;
  throw new CellSyntaxError('namespaces do not run on this page; an object or a module does the same', line);
}

function wordsOf(source: string): { word: string; line: number }[] {
  const words: { word: string; line: number }[] = [];
  try {
    for (const { start, end, loc } of tokenizer(source, { ...SYNTAX, locations: true }))
      words.push({ word: source.slice(start, end), line: loc!.start.line });
  } catch (error) {
    // Types can look like a broken regular expression to a reader of JavaScript; what came before was read.
    if (!(error instanceof SyntaxError)) throw error;
  }
  return words;
}

/** The names that a pattern binds, or at the roots of what is assigned to: `list` of `list[0].x`. */
export function namesIn(pattern: Any): string[] {
  switch (pattern?.type) {
    case 'MemberExpression':
      return namesIn(pattern.object);
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property: Any) => namesIn(property.value ?? property.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesIn);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    default:
      return [];
  }
}
