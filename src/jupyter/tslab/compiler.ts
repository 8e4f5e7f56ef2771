/**
 * tslab's converter of cells, and the TypeScript compiler that it is given (typescript.ts): what is used of them, with types.
 * tslab's version is pinned; with executor.ts this is the doorway to its private parts.
 */

import { createRequire } from 'node:module';
import type { Converted, Diagnostic } from './converted.js';
import { typescript } from './typescript.js';

/** Compiles cells. The declarations of the cells before are `before`; positions are in UTF-16 units. */
export interface Converter {
  convert(before: string, source: string): Converted;
  inspect(before: string, source: string, position: number): unknown;
  complete(before: string, source: string, position: number): Completed;
  /** Keeps a cell as a module that other cells import. */
  addModule(name: string, source: string, metadata: CellMetadata): readonly Diagnostic[];
}

/** What completes a name, and where it goes. */
export interface Completed {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  /** What the compiler itself has found: inside of quotes the converter leaves out what is typed already. */
  readonly original?: {
    readonly entries: readonly { readonly name: string; readonly kind: string }[];
    readonly optionalReplacementSpan?: { readonly start: number; readonly length: number };
  };
}

/** What a cell says of itself in a comment: that it is a module of this name, or for a browser. */
export interface CellMetadata {
  readonly module?: string;
  readonly mode?: 'node' | 'browser';
}

/** The little that is used of the TypeScript compiler beside the converter. */
export interface Compiler {
  version: string;
  ScriptTarget: { Latest: number };
  ScriptKind: { TS: number };
  sys: {
    fileExists(path: string): boolean;
    directoryExists(path: string): boolean;
    getDirectories(path: string): string[];
    readFile(path: string, encoding?: string): string | undefined;
    realpath?(path: string): string;
  };
  SymbolFlags: { Value: number; Alias: number };
  createSourceFile(
    name: string,
    text: string,
    target: number,
    parents: boolean,
    kind: number,
  ): SyntaxNode & {
    parseDiagnostics: readonly { start: number; code: number; messageText: unknown }[];
  };
  /** Finds what is declared where: `locals` of the nodes. */
  bindSourceFile(file: SyntaxNode, options: { target: number }): void;
  forEachChild(node: SyntaxNode, visit: (child: SyntaxNode) => void): void;
  isShorthandPropertyAssignment(
    node: SyntaxNode,
  ): node is SyntaxNode & { parent: SyntaxNode; name: SyntaxNode & { text: string } };
  /** Whether a literal stands where something is assigned to: it is a pattern then. */
  isAssignmentTarget(node: SyntaxNode): boolean;
}

/** A node of the syntax tree of a cell. */
export interface SyntaxNode {
  readonly end: number;
  readonly parent?: SyntaxNode;
  readonly locals?: ReadonlyMap<string, { flags: number }>;
  getStart(): number;
}

const load = createRequire(import.meta.url);

/** The TypeScript that compiles cells. */
export const compiler = typescript as unknown as Compiler;

/** A converter for cells that run in Node, or in a browser. Takes a second: it starts the compiler, in the current folder. */
export function createConverter({ isBrowser }: { isBrowser: boolean }): Converter {
  return load('tslab/dist/converter.js').createConverter({ isJS: false, isBrowser });
}

/** Whether `source` is a whole cell, or how the next line should be indented. */
export function isCompleteCode(source: string): { completed: boolean; indent?: string } {
  return load('tslab/dist/converter.js').isCompleteCode(source);
}

/** What `source` says of itself. */
export function metadataOf(source: string): CellMetadata {
  return load('tslab/dist/metadata.js').getCodeMetadata(source);
}

/** What the compiler knows about a name, as text. */
export function printQuickInfo(info: unknown): string {
  return load('tslab/dist/inspect.js').printQuickInfo(info);
}
