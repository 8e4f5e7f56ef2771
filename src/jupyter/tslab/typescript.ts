/**
 * The TypeScript that compiles cells, in the place of the 5.0 that tslab's converter loads. tslab patched that one: what it
 * put in is made here of the compiler's own parts. Some of these are internal to it, so its version is pinned.
 */

import { createRequire } from 'node:module';
import { posix } from 'node:path';
import type ts from 'typescript';
import { nodeLibs } from './node-libs.js';
import { standIn } from './stand-in.js';

/** What TypeScript has at run time and does not declare. */
interface Internals {
  readonly nullTransformationContext: ts.TransformationContext;
  readonly Completions: Readonly<Record<string, (...given: unknown[]) => unknown>>;
  readonly SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: ts.TypeChecker,
      symbol: ts.Symbol,
      file: ts.SourceFile,
      container: ts.Node | undefined,
      node: ts.Node,
    ): { displayParts: unknown; documentation: unknown; tags: unknown };
  };
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
  getContainerNode(node: ts.Node): ts.Node | undefined;
}

const real: typeof ts & Internals = createRequire(import.meta.url)('typescript');

/** The name of the file that tslab's converter gives to a cell. */
const CELL = /\/__tslab__\.[jt]sx?$/;

/** What tslab's TypeScript has, and this one has not, or otherwise. */
const patches = {
  createWatchCompilerHost: (files: string[], options: ts.CompilerOptions, ...rest: unknown[]) =>
    (real.createWatchCompilerHost as (...given: unknown[]) => unknown)(files, optionsOf(options), ...rest),

  transpileModule: (text: string, { compilerOptions, ...rest }: ts.TranspileOptions) =>
    real.transpileModule(text, { ...rest, compilerOptions: compilerOptions && known(compilerOptions) }),

  /** The folders of types that are beside the cells, or above them. */
  getDefaultTypeRoots(folder: string, { directoryExists }: { directoryExists(path: string): boolean }) {
    const types = posix.join(folder, 'node_modules', '@types');
    const above = posix.dirname(folder);
    const rest: string[] = above === folder ? [] : patches.getDefaultTypeRoots(above, { directoryExists });
    return directoryExists(types) ? [types, ...rest] : rest;
  },

  getNullTransformationContext: () => real.nullTransformationContext,

  /** What is wrong in these files, and where they await at the top. */
  getPreEmitDiagnosticsOfFiles(program: ts.Program, files: readonly ts.SourceFile[]) {
    const found = files.flatMap((file) => {
      const wrong: ts.Diagnostic[] = [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
        ...program.getDeclarationDiagnostics(file),
      ];
      return [...wrong, ...awaitsOf(file).filter(({ start }) => !wrong.some((each) => each.start === start))];
    });
    return real.sortAndDeduplicateDiagnostics(found);
  },

  Completions: {
    ...real.Completions,
    getCompletionsAtPositionForTslab: (...given: unknown[]) =>
      real.Completions.getCompletionsAtPosition!(...given),
  },

  /** What is known of the name at a position of a file. */
  getQuickInfoAtPosition(file: ts.SourceFile, checker: ts.TypeChecker, _token: unknown, position: number) {
    const node = explained(real.getTouchingPropertyName(file, position));
    const symbol = node === file ? undefined : checker.getSymbolAtLocation(node);
    if (symbol === undefined || checker.isUnknownSymbol(symbol)) return undefined;
    const start = node.getStart(file);
    return {
      ...real.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
        checker,
        symbol,
        file,
        real.getContainerNode(node),
        node,
      ),
      textSpan: { start, length: node.end - start },
    };
  },
};

/** What is to be explained of a node: of a text that a function is given, the function. */
function explained(node: ts.Node): ts.Node {
  if (!real.isStringLiteralLike(node) || !real.isCallExpression(node.parent)) return node;
  const { expression } = node.parent;
  return real.isPropertyAccessExpression(expression) ? expression.name : expression;
}

/** Options of tslab's converter as this TypeScript has them: cells are judged as they always were. */
function optionsOf(options: ts.CompilerOptions): ts.CompilerOptions {
  const browser = (options.lib ?? []).filter((name) => name.startsWith('lib.dom'));
  return {
    ...known(options),
    lib: [...nodeLibs(), ...browser],
    types: ['*'],
    strict: false,
    noUncheckedSideEffectImports: false,
    // It resolves modules as `require` without conditions does, which this TypeScript still knows.
    ignoreDeprecations: '6.0',
  };
}

/** Without options that only tslab's TypeScript has. */
function known({ noImplicitUseStrict: _, disableTopLevelAwait: __, ...options }: ts.CompilerOptions) {
  return options;
}

/** The code of the finding by which the converter knows that a cell awaits, and so has to be an async function. */
const AWAITS = 1308;

/** A finding for each await outside functions. Told only where it is no cell, or stands in a class. */
function awaitsOf(file: ts.SourceFile): ts.Diagnostic[] {
  const found: ts.Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (real.isFunctionLike(node) || real.isClassStaticBlockDeclaration(node)) return;
    const start = awaitOf(node, file);
    if (start !== undefined)
      found.push({
        file,
        start,
        length: 'await'.length,
        code: AWAITS,
        category: real.DiagnosticCategory.Error,
        messageText: CELL.test(file.fileName)
          ? "'await' cannot stand in a class; put it in front, as a constant."
          : "'await' cannot stand outside functions in a file that a cell imports.",
      });
    real.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Where the word `await` of this very node is. */
function awaitOf(node: ts.Node, file: ts.SourceFile): number | undefined {
  if (real.isAwaitExpression(node)) return node.getStart(file);
  if (real.isForOfStatement(node)) return node.awaitModifier?.getStart(file);
  const isUsing =
    real.isVariableDeclarationList(node) &&
    (node.flags & real.NodeFlags.AwaitUsing) === real.NodeFlags.AwaitUsing;
  return isUsing ? node.getStart(file) : undefined;
}

/** The compiler of cells. Converters that tslab makes after this was loaded use it. */
export const typescript = { ...real, ...patches };

standIn('@tslab/typescript-for-tslab', typescript);
