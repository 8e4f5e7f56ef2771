/**
 * A cell of TypeScript as JavaScript that keeps its names. Once its types are gone (parse-cell.ts), what the cell declares
 * becomes an assignment to a global that was made before, imports become a call, and the last expression becomes the
 * value. All in place and line by line, so that an error still points at the line the reader wrote.
 */

import type { Node } from 'acorn';
import MagicString from 'magic-string';
import { type Any, CellSyntaxError, namesIn, parseCell } from './parse-cell.js';

/** A cell that is ready to be evaluated. */
export interface RewrittenCell {
  /** An async function of `$import` and `$named`, as an expression. */
  readonly code: string;
  /** The same lines, blank where there is nothing of the cell's own: columns are those of {@link code}. */
  readonly lines: string;
  /** What it declares: each has to be a property of the global object before the code runs. */
  readonly names: readonly string[];
}

/** Rewrites a cell. Throws a {@link CellSyntaxError} for what is no TypeScript, and for what a page cannot run. */
export function rewriteCell(source: string): RewrittenCell {
  const { javascript, program } = parseCell(source);
  const text = new MagicString(javascript);
  const cell = new Rewriting(text);
  for (const [i, statement] of program.body.entries())
    cell.statement(statement, i === program.body.length - 1);
  cell.importsInside(program);
  const lines = text.toString();
  const code = `(async ($import, $named) => { "use strict"; ${cell.head.join(' ')} ${lines}\n})`;
  const before = code.indexOf(lines);
  return { code, lines: `${' '.repeat(before)}${lines}`, names: [...cell.names] };
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

function lineBreaks(text: string): string {
  return text.replace(/[^\n]/g, '');
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
