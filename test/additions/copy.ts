/** The library with texts added to it, compiled in memory, and written where a test may run it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import type { Addition, Place } from './kinds.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** Files that are not as they are on disk, by their paths in the project. */
export type Changed = ReadonlyMap<string, string>;

/** What these additions make of files: all of each, or what is there when only its first place was made. */
export function changedBy(additions: readonly Addition[], how: 'whole' | 'first place'): Changed {
  const changed = new Map<string, string>();
  for (const { files, places } of additions) {
    if (how === 'whole') for (const [file, text] of Object.entries(files)) changed.set(file, text);
    for (const place of how === 'whole' ? places : places.slice(0, 1)) make(place);
  }
  return changed;

  function make({ file, behind, text }: Place): void {
    const before = changed.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
    const parts = before.split(behind);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${behind}`);
    changed.set(file, parts.join(behind + text));
  }
}

/** What is on disk is parsed once, for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The library so changed. */
export function programOf(changed: Changed): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options, true);
  const { readFile, fileExists, getSourceFile } = host;
  const textOf = (name: string) => changed.get(relative(ROOT, name));
  host.readFile = (name) => textOf(name) ?? readFile(name);
  host.fileExists = (name) => textOf(name) !== undefined || fileExists(name);
  host.getSourceFile = (name, target, ...rest) => {
    const text = textOf(name);
    if (text !== undefined) return ts.createSourceFile(name, text, target, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, target, ...rest));
    return parsed.get(name);
  };
  const added = [...changed.keys()]
    .map((file) => join(ROOT, file))
    .filter((name) => !fileNames.includes(name));
  return ts.createProgram({ rootNames: [...fileNames, ...added], options, host });
}

/** What the compiler says, a file of the project with each. */
export function complaintsOf(program: ts.Program): { readonly file: string; readonly says: string }[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => ({
    file: file ? relative(ROOT, file.fileName) : '',
    says: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

/** Writes the compiled library to a folder, as `dist/` is beside `src/`. */
export function writeTo(folder: string, program: ts.Program): void {
  const from = program.getCompilerOptions().outDir!;
  program.emit(undefined, (name, text) => {
    if (!name.endsWith('.js')) return;
    const path = join(folder, relative(from, name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
}
