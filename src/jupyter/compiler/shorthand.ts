/**
 * tslab makes `exports.x` of a name that an earlier cell declared, but not where that name is a shorthand property. So
 * before a cell is compiled, those are written out:
 *
 *     show({ cache, ways })   →   show({ cache: cache, ways: ways })
 *
 * All others stay as they are: names that the cell itself declares, and patterns, which take apart and build nothing.
 */

import { compiler, metadataOf, type SyntaxNode } from '../tslab/compiler.js';

/** A cell in which no shorthand property depends on an earlier cell. */
export interface WrittenOut {
  readonly source: string;
  /** The properties that were written out, in order. */
  readonly properties: readonly Shorthand[];
  /** Where what stands at this place of `source` was typed; lines and columns count from 1. */
  columnAsTyped(line: number, column: number): number;
}

/** A shorthand property, and where the text behind it begins: lines and columns count from 1. */
export interface Shorthand {
  readonly name: string;
  readonly line: number;
  readonly behind: number;
}

/** With it the cell is a module, where a top-level await parses. */
const PREFIX = 'export {};';

/**
 * The cell with those shorthand properties written out whose names are `earlier`; as it is where it does not parse, or is a
 * module of its own.
 */
export function writtenOut(source: string, earlier: (name: string) => boolean): WrittenOut {
  const properties: Shorthand[] = [];
  let text = '';
  let from = 0;
  for (const { start, end } of metadataOf(source).module !== undefined ? [] : shorthandNames(source)) {
    const name = source.slice(start, end);
    if (!earlier(name)) continue;
    const before = source.slice(0, end).split(/\r\n|[\r\n\u2028\u2029]/);
    properties.push({ name, line: before.length, behind: before.at(-1)!.length + 1 });
    text += `${source.slice(from, end)}: ${name}`;
    from = end;
  }
  const columnAsTyped = (line: number, column: number) =>
    asTyped(
      properties.filter((property) => property.line === line),
      column,
    );
  return { source: text + source.slice(from), properties, columnAsTyped };
}

/** The values that a cell declares for the cells after it. */
export function declaredValues(source: string): string[] {
  const declared = [...(parsed(source)?.locals ?? [])];
  const { Value, Alias } = compiler.SymbolFlags;
  return declared.filter(([, { flags }]) => (flags & (Value | Alias)) !== 0).map(([name]) => name);
}

function asTyped(properties: readonly Shorthand[], column: number): number {
  let added = 0;
  for (const { name, behind } of properties) {
    if (column < behind + added) break;
    const length = name.length + 2;
    // What is said of the value is said of the name that stands for it.
    if (column < behind + added + length) return behind - name.length;
    added += length;
  }
  return column - added;
}

/** Where the shorthand properties are whose value the cell does not declare, in order. */
function shorthandNames(source: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const visit = (node: SyntaxNode): void => {
    if (
      compiler.isShorthandPropertyAssignment(node) &&
      !compiler.isAssignmentTarget(node.parent) &&
      !isDeclared(node.name.text, node)
    )
      found.push({ start: node.name.getStart() - PREFIX.length, end: node.name.end - PREFIX.length });
    compiler.forEachChild(node, visit);
  };
  const file = parsed(source);
  if (file !== undefined) visit(file);
  return found;
}

/** Whether a block, function or file around `node` declares a value of this name. */
function isDeclared(name: string, node: SyntaxNode): boolean {
  const symbol = node.locals?.get(name);
  if (symbol !== undefined && (symbol.flags & compiler.SymbolFlags.Value) !== 0) return true;
  return node.parent !== undefined && isDeclared(name, node.parent);
}

/** The syntax tree of a cell, with what is declared where; undefined where it does not parse. */
function parsed(source: string): SyntaxNode | undefined {
  const { Latest } = compiler.ScriptTarget;
  const file = compiler.createSourceFile('cell.ts', PREFIX + source, Latest, true, compiler.ScriptKind.TS);
  if (file.parseDiagnostics.length > 0) return undefined;
  compiler.bindSourceFile(file, { target: Latest });
  return file;
}
