/**
 * Every `@example` in the docstrings of src runs and gives what it says. In scope are the names that its file, the index
 * of its folder and src/index.ts export, and a few that every reader knows (KNOWN). What is expected after `// =>` is a
 * value, where `…` in text stands for anything, or else the text that is shown or printed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inspect, isDeepStrictEqual } from 'node:util';
import { table } from 'arquero';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const AsyncFunction = (async () => {}).constructor as new (
  ...code: string[]
) => (...values: unknown[]) => unknown;

/** Names that an example may use without making them. */
const KNOWN: Record<string, (face: Record<string, (input?: string) => unknown>) => unknown> = {
  table: () => table,
  sh4: (face) => face.processor!('SH7750'),
  notebook: () => ({
    cells: [{ cell_type: 'markdown', metadata: {}, source: '# Two names' }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  }),
};

interface Example {
  readonly file: string;
  /** Of the line with `@example`. */
  readonly line: number;
  readonly code: string;
}

const examples = filesOf(join(ROOT, 'src')).flatMap(examplesOf);

describe('the examples in docstrings', () => {
  it('are many', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each(examples.map((example) => ({ at: `${example.file}:${example.line}`, example })))(
    '$at',
    async ({ example }) => {
      const checks = await run(example);

      expect(checks.map(({ line, got }) => ({ line, got }))).toEqual(
        checks.map(({ line, got, expected }) => ({ line, got: agree(got, expected) ? got : expected })),
      );
      expect(checks.length).toBeGreaterThan(0);
    },
    60_000,
  );
});

describe('an example', () => {
  const example = (code: string): Example => ({ file: 'src/units/size.ts', line: 1, code });
  const passes = async (code: string) =>
    (await run(example(code))).map(({ got, expected }) => agree(got, expected));

  it.each([
    ["parseSize('16 KiB') // => 16384", [true]],
    ["parseSize('16 KiB') // => 16385", [false]],
    ['const n = parseSize(4); // => 4\nn + 1; // => 6', [true, false]],
    ["({ a: [1n, 'x'] }) // => { a: [1n, 'x'] }", [true]],
    ["({ a: [1n, 'x'] }) // => { a: [1, 'x'] }", [false]],
    ["'<p>long</p>' // => '<p>…'", [true]],
    ["'<div>long</div>' // => '<p>…'", [false]],
    ["'two\\nlines'\n// => two\n//    lines", [true]],
    ["'two\\nlines'\n// => two\n//    lies", [false]],
    ['console.log(1 + 1) // => 2', [true]],
    ['console.log(1 + 1) // => 3', [false]],
    ['await parseSize(4) // => 4', [true]],
  ])('%s', async (code, agrees) => {
    expect(await passes(code)).toEqual(agrees);
  });

  it('that cannot be parsed is an error with its file and line', async () => {
    await expect(passes("parseSize('4' // => 4")).rejects.toThrow("src/units/size.ts:1: ')' expected");
  });

  it('that throws is an error with its file and line', async () => {
    await expect(passes('parseSize(unheardOf) // => 4')).rejects.toThrow(
      'src/units/size.ts:1: ReferenceError: unheardOf is not defined',
    );
  });
});

function filesOf(folder: string): string[] {
  const within = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return within.filter((file) => file.endsWith('.ts')).map((file) => join(folder, file));
}

function examplesOf(path: string): Example[] {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, Example>();
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) {
      if (tag.tagName.text !== 'example' || found.has(tag.pos)) continue;
      const line = source.getLineAndCharacterOfPosition(tag.getStart()).line + 1;
      const end = text.indexOf('*/', tag.getStart());
      const whole = text.slice(tag.getStart(), Math.min(tag.end, end)).replace('@example', '');
      const code = whole.replaceAll(/\n[ \t]*\* ?/g, '\n').replaceAll(/^```.*$/gm, '');
      found.set(tag.pos, { file: relative(ROOT, path).replaceAll('\\', '/'), line, code: code.trimEnd() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()];
}

interface Check {
  readonly line: number;
  readonly got: unknown;
  readonly expected: Expected;
}

/** A value, or text that is no value. */
type Expected = { readonly value: unknown } | { readonly text: string };

async function run(example: Example): Promise<Check[]> {
  const scope = await scopeOf(example.file);
  const names = Object.keys(scope);
  const values = Object.values(scope);
  const { body, expectations } = instrument(example);
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...all) => void printed.push(all.join(' ')));
  const got: unknown[] = [];
  let line = example.line;
  const reach = (next: number) => {
    line = next;
    printed.length = 0;
  };
  const note = (value: unknown) =>
    got.push(value === undefined && printed.length > 0 ? printed.join('\n') : value);
  try {
    await new AsyncFunction(...names, '__reach', '__note', body)(...values, reach, note);
  } catch (error) {
    throw new Error(`${example.file}:${line}: ${error}`, { cause: error });
  } finally {
    log.mockRestore();
  }
  return expectations.map(({ line, text }, i) => {
    return { line, got: got[i], expected: expectedOf(text, names, values) };
  });
}

async function scopeOf(file: string): Promise<Record<string, unknown>> {
  const face = await import('../src/index.js');
  const index = join(ROOT, file, '..', 'index.ts');
  const room = ts.sys.fileExists(index) ? await import(/* @vite-ignore */ index) : {};
  const own = await import(/* @vite-ignore */ join(ROOT, file));
  const known = Object.entries(KNOWN).map(([name, make]) => [name, make(face as never)]);
  return { ...Object.fromEntries(known), ...face, ...room, ...own };
}

/** The example as JavaScript that says which line it has reached and notes each value that something is expected of. */
function instrument({ file, line, code }: Example) {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const { diagnostics } = ts.transpileModule(code, { reportDiagnostics: true, compilerOptions: OPTIONS });
  const lineOf = (position: number) => line + source.getLineAndCharacterOfPosition(position).line;
  for (const { start, messageText } of diagnostics ?? []) {
    throw new Error(`${file}:${lineOf(start ?? 0)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  }
  const expectations: { line: number; text: string }[] = [];
  const lines = source.statements.map((statement, i) => {
    const next = source.statements[i + 1]?.getStart() ?? code.length;
    const after = /\/\/ => ?(.*(?:\n[ \t]*\/\/(?! =>).*)*)/.exec(code.slice(statement.end, next));
    const at = lineOf(statement.getStart());
    const reach = `__reach(${at});`;
    if (!after) return `${reach} ${statement.getText()}`;
    expectations.push({ line: at, text: after[1]!.replaceAll(/\n[ \t]*\/\/ {0,4}/g, '\n') });
    if (ts.isExpressionStatement(statement))
      return `${reach} __note(await (${statement.expression.getText()}));`;
    if (!ts.isVariableStatement(statement)) throw new Error(`${file}:${at}: only values can be expected`);
    return `${reach} ${statement.getText()}\n__note(${statement.declarationList.declarations[0]!.name.getText()});`;
  });
  // Inside a function, so that `await` is one; transpiled, so that types are gone.
  const { outputText } = ts.transpileModule(`export {}; await 0; ${lines.join('\n')}`, {
    compilerOptions: OPTIONS,
  });
  return { body: outputText.replace(/^export \{\};/m, ''), expectations };
}

const OPTIONS: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };

function expectedOf(text: string, names: string[], values: unknown[]): Expected {
  try {
    return { value: new Function(...names, `return (${text}\n)`)(...values) };
  } catch {
    return { text }; // no expression, so it is what one sees
  }
}

function agree(got: unknown, expected: Expected): boolean {
  if ('value' in expected && isDeepStrictEqual(got, expected.value)) return true;
  if ('value' in expected && typeof got !== 'string') return false;
  const want = 'value' in expected ? String(expected.value) : expected.text;
  const shown = typeof got === 'string' ? got : inspect(got);
  const lines = (text: string) => text.split('\n').map((line) => line.trimEnd());
  return isDeepStrictEqual(lines(shown), lines(want)) || elided(want).test(shown);
}

/** Text in which `…` stands for anything. */
function elided(text: string): RegExp {
  const parts = text.split('…').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  if (parts.join('').length < 3) return /^(?!)/; // an ellipsis alone says nothing
  return new RegExp(`^${parts.join('[^]*')}$`);
}
