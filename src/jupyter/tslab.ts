/**
 * The one doorway to tslab's private parts (its version is pinned): what aliaslab's kernel uses of them,
 * with types. They are loaded by `require`, so that cells that import `tslab` meet the same modules.
 */

import { createRequire } from 'node:module';

/** Runs cells one after another; what a cell declares stays for the next. */
export interface Executor {
  /** Compiles and runs `source`. False after an error, which went to the console that the executor was given. */
  execute(source: string): Promise<boolean>;
  /** The values that cells have declared, by name. */
  readonly locals: Readonly<Record<string, unknown>>;
  inspect(source: string, position: number): unknown;
  complete(source: string, position: number): { start: number; end: number; candidates: string[] };
  /** Ends the await of the running cell. Code that never awaits is ended by SIGINT itself. */
  interrupt(): void;
  close(): void;
}

/** Where an executor reports. A last value comes as `log(value)`, an error as `error(thrown)`, and a
 * message of the compiler as `error(format, file, line, column, text)`. */
export interface ExecutorConsole {
  log(...values: unknown[]): void;
  error(...values: unknown[]): void;
}

/** What tslab's `display` calls to show something. */
export type WriteDisplay = (
  shown: {
    data: Record<string, unknown>;
    metadata: Record<string, unknown>;
    transient?: { display_id?: string };
  },
  update?: boolean,
) => void;

/** The little that is used of the TypeScript compiler inside tslab. */
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
const loadBesideTslab = createRequire(load.resolve('tslab/dist/executor.js'));

/** tslab's TypeScript (5.0), the one that compiles cells. */
export const compiler: Compiler = loadBesideTslab('@tslab/typescript-for-tslab');

/** An executor whose cells import from `folder`, reporting to `console`. Takes a second: it starts the compiler. */
export function createExecutor(folder: string, console: ExecutorConsole): Executor {
  const { createConverter } = load('tslab/dist/converter.js');
  const executor = load('tslab/dist/executor.js');
  const node = createConverter({ isJS: false, isBrowser: false });
  let browser: { close(): void } | undefined;
  const converters = {
    node,
    get browser() {
      browser ??= createConverter({ isJS: false, isBrowser: true }) as { close(): void };
      return browser;
    },
    close() {
      node.close();
      browser?.close();
    },
  };
  return executor.createExecutor(folder, converters, console);
}

/** Lets tslab's `display`, and whatever else shows through it, write with `write`. */
export function setWriteDisplay(write: WriteDisplay): void {
  load('tslab/dist/jupyter.js').lastWriteDisplayData = write;
}

/** Whether `source` is a whole cell, or how the next line should be indented. */
export function isCompleteCode(source: string): { completed: boolean; indent?: string } {
  return load('tslab/dist/converter.js').isCompleteCode(source);
}

/** Whether `source` says that it is a module, which other cells import and which sees none of them. */
export function isModuleCell(source: string): boolean {
  return load('tslab/dist/metadata.js').getCodeMetadata(source).module !== undefined;
}

/** What the compiler knows about a name, as text. */
export function printQuickInfo(info: unknown): string {
  return load('tslab/dist/inspect.js').printQuickInfo(info);
}
