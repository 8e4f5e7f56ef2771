/**
 * Compiles cells, and answers what a front end asks about code that is being typed. It knows what the cells before have
 * declared only from what it is told, and runs nothing.
 */

import { type Converter, createConverter, metadataOf } from '../tslab/compiler.js';
import type { Converted, Diagnostic } from '../tslab/converted.js';
import { namingNode } from '../tslab/node-libs.js';
import { writtenOut } from './shorthand.js';
import { complete, inspectAt, isComplete } from './typing.js';

/** A cell, and what the cells before it have left. */
export interface CellSource {
  readonly source: string;
  /** Their declarations, as the compiler wrote them. */
  readonly before: string;
  /** The names that have a value. */
  readonly names: readonly string[];
}

/** What became of a cell: code to run; or nothing to run, and what was found in it. */
export interface Compiled {
  readonly converted?: Converted;
  readonly findings: readonly Finding[];
  /** Whether the cell is kept as a module; what was found in it does not stop it then. */
  readonly isModule: boolean;
}

/** One finding of the compiler, with line and column as they were typed, from 1; `file` is empty for the cell itself. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What can be asked. Lives as long as its cells do: it remembers the modules among them. */
export class CellCompiler {
  readonly #node = createConverter({ isBrowser: false });
  #browser: Converter | undefined;

  compile({ source, before, names }: CellSource): Compiled {
    const { module, mode } = metadataOf(source);
    if (module !== undefined) {
      const found = this.#converterFor(mode).addModule(module, source, { module, ...(mode && { mode }) });
      return { findings: found.map((each) => findingOf(each)), isModule: true };
    }
    if (mode === 'browser') return { findings: [], isModule: false };
    const earlier = new Set(names);
    const cell = writtenOut(source, (name) => earlier.has(name));
    const converted = this.#node.convert(before, cell.source);
    const findings = converted.diagnostics.map((each) => findingOf(each, cell.columnAsTyped));
    return { ...(findings.length === 0 && { converted }), findings, isModule: false };
  }

  complete(code: string, cursor: number, before: string) {
    return complete(this.#typed(code), before, code, cursor);
  }

  inspect(code: string, cursor: number, before: string) {
    return inspectAt(this.#typed(code), before, code, cursor);
  }

  isComplete(code: string) {
    return isComplete(code);
  }

  #typed(code: string): Converter {
    return this.#converterFor(metadataOf(code).mode);
  }

  #converterFor(mode: 'node' | 'browser' | undefined): Converter {
    if (mode !== 'browser') return this.#node;
    this.#browser ??= createConverter({ isBrowser: true });
    return this.#browser;
  }
}

function findingOf(
  { fileName = '', start, messageText }: Diagnostic,
  columnAsTyped = (_: number, column: number) => column,
): Finding {
  const line = start.line + 1;
  const column = start.character + 1;
  const text = namingNode(messageText);
  return fileName === ''
    ? { file: '', line, column: columnAsTyped(line, column), text }
    : { file: `${fileName} `, line, column, text };
}
