/**
 * A cell of TypeScript as JavaScript that keeps its names. Sucrase takes the types away; then what the cell declares
 * becomes an assignment to a global that was made before, imports become a call, and the last expression becomes the
 * value. All in place and line by line, so that an error still points at the line the reader wrote.
 */

import type { Node, Program } from 'acorn';
import { parse, tokenizer } from 'acorn';
import MagicString from 'magic-string';
import { transform } from 'sucrase';

/** A cell that is ready to be evaluated. */
export interface RewrittenCell {
  /** An async function of `$import` and `$named`, as an expression. */
  readonly code: string;
  /** What it declares: each has to be a property of the global object before the code runs. */
  readonly names: readonly string[];
}

/** A cell that cannot run, with the line it is about. */
export class CellSyntaxError extends Error {
  override readonly name = 'SyntaxError';
  /** Counts from 1; 0 where it is not known. */
  readonly line: number;
  constructor(message: string, line = 0) {
    super(message);
    this.line = line;
  }
}

/** Nodes are read by shape: a cell has few of them, and acorn's types say all that each may be. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

const SYNTAX = { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true } as const;

/** Rewrites a cell. Throws a {@link CellSyntaxError} for what is no TypeScript, and for what a page cannot run. */
export function rewriteCell(source: string): RewrittenCell {
  const javascript = withoutTypes(source);
  const program = parsed(javascript);
  refuseNamespaces(source);
  const text = new MagicString(javascript);
  const cell = new Rewriting(text);
  for (const [i, statement] of program.body.entries())
    cell.statement(statement, i === program.body.length - 1);
  cell.importsInside(program);
  const code = `(async ($import, $named) => { "use strict"; ${cell.head.join(' ')} ${text.toString()}\n})`;
  return { code, names: [...cell.names] };
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
    throw syntaxError(error as Error & { loc?: { line: number } });
  }
}

function parsed(javascript: string): Program {
  try {
    return parse(javascript, SYNTAX);
  } catch (error) {
    const { pos, loc } = error as { pos: number; loc: { line: number } };
    if (javascript[pos] === '@')
      throw new CellSyntaxError(
        'decorators do not run on this page; a function call does the same',
        loc.line,
      );
    throw syntaxError(error as Error & { loc?: { line: number } });
  }
}

/** `Error transforming cell: Unexpected token (3:5)` and acorn's `Unexpected token (3:5)`, in one form. */
function syntaxError(error: Error & { loc?: { line: number } }): CellSyntaxError {
  const [, said = error.message] =
    /^(?:Error transforming \S*: )?([\s\S]*?)(?: \(\d+:\d+\))?$/.exec(error.message) ?? [];
  return new CellSyntaxError(said, error.loc?.line ?? 0);
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

class Rewriting {
  readonly names = new Set<string>();
  /** What has to happen before the first statement, on its line. */
  readonly head: string[] = [];
  readonly #text: MagicString;

  constructor(text: MagicString) {
    this.#text = text;
  }

  statement(node: Any, isLast: boolean): void {
    if (node.type === 'VariableDeclaration') this.#variables(node);
    else if (node.type === 'FunctionDeclaration') this.#function(node);
    else if (node.type === 'ClassDeclaration') this.#class(node);
    else if (node.type === 'ImportDeclaration') this.#import(node);
    else if (/^Export/.test(node.type)) this.#export(node);
    else if (node.type === 'ExpressionStatement' && isLast) this.#text.appendLeft(node.start, 'return ');
  }

  /** `import(…)` and `import.meta`, wherever they stand. */
  importsInside(node: Any): void {
    if (Array.isArray(node)) for (const each of node) this.importsInside(each);
    if (typeof node?.type !== 'string') return;
    if (node.type === 'ImportExpression')
      this.#text.overwrite(node.start, node.start + 'import'.length, '$import');
    if (node.type === 'MetaProperty' && node.meta.name === 'import')
      throw new CellSyntaxError(
        'import.meta does not exist in a cell',
        lineAt(this.#text.original, node.start),
      );
    for (const value of Object.values(node)) if (typeof value === 'object') this.importsInside(value);
  }

  /** `const a = 1, [b] = c;` as `;(a = 1, [b] = c);`: the parentheses let a pattern stand first. */
  #variables(node: Any): void {
    // What is to be disposed of ends with its cell.
    if (/using/.test(node.kind)) return;
    const [first] = node.declarations;
    this.#text.overwrite(
      node.start,
      first.start,
      `;(${lineBreaks(this.#text.original.slice(node.start, first.start))}`,
    );
    for (const { id, init, end } of node.declarations) {
      for (const name of namesIn(id)) this.names.add(name);
      if (!init) this.#text.appendLeft(end, ' = undefined');
    }
    // A line of its own: the next one may begin with a parenthesis.
    this.#text.appendLeft(node.declarations.at(-1).end, ');');
  }

  /** Stays where it is under another name, and is there from the start: a function may be called above its text. */
  #function({ id }: Any): void {
    this.names.add(id.name);
    this.#text.overwrite(id.start, id.end, `$fn_${id.name}`);
    this.head.push(`${id.name} = $named($fn_${id.name}, ${JSON.stringify(id.name)});`);
  }

  #class({ id, start, end }: Any): void {
    this.names.add(id.name);
    this.#text.appendLeft(start, `;${id.name} = `);
    this.#text.appendRight(end, ';');
  }

  /** Every later cell sees what this one declares, exported or not. */
  #export(node: Any): void {
    if (node.type !== 'ExportNamedDeclaration' || node.source)
      throw new CellSyntaxError(
        'a cell has nobody to export this to',
        lineAt(this.#text.original, node.start),
      );
    if (node.declaration) {
      this.#text.remove(node.start, node.declaration.start);
      this.statement(node.declaration, false);
    } else this.#blank(node);
  }

  #import(node: Any): void {
    const from = JSON.stringify(node.source.value);
    const [names, wholes]: [string[], string[]] = [[], []];
    const asked: string[] = [];
    for (const { type, local, imported } of node.specifiers) {
      this.names.add(local.name);
      if (type === 'ImportNamespaceSpecifier') {
        wholes.push(`${local.name} = await $import(${from});`);
        continue;
      }
      const name = type === 'ImportDefaultSpecifier' ? 'default' : (imported.name ?? imported.value);
      asked.push(name);
      names.push(`${JSON.stringify(name)}: ${local.name}`);
    }
    const plain = node.specifiers.length === 0 ? [`await $import(${from});`] : [];
    const named =
      names.length === 0
        ? []
        : [`({${names.join(', ')}} = await $import(${from}, ${JSON.stringify(asked)}));`];
    this.head.push(...plain, ...wholes, ...named);
    this.#blank(node);
  }

  #blank({ start, end }: Node): void {
    this.#text.overwrite(start, end, `;${lineBreaks(this.#text.original.slice(start, end))}`);
  }
}

/** The names that a pattern binds. */
function namesIn(pattern: Any): string[] {
  switch (pattern?.type) {
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

function lineBreaks(text: string): string {
  return text.replace(/[^\n]/g, '');
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
