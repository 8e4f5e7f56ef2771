/**
 * The house keeps its storeys: imports go down only, lower storeys know nothing of Node, and each outside package is
 * known in one place. The rules are those of .dependency-cruiser.cjs; planted files show that they bite.
 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
/** Why a file may be longer than the rest. */
const LONG_FILES: Record<string, string> = {
  'src/hardware/cache.ts': 'the rules of a cache are written in one place',
};
const LONGEST = 300;

describe('the source', () => {
  it('breaks no rule of the house', async () => {
    const { summary, modules } = await cruised(ROOT);

    expect(summary.violations.map(told)).toEqual([]);
    expect(modules.filter(({ source }) => source.startsWith('src/')).length).toBeGreaterThan(50);
  });

  it('has no folder that the rules do not know', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const config = readFileSync(join(ROOT, '.dependency-cruiser.cjs'), 'utf8');

    expect(folders.map(({ name }) => name).filter((name) => !config.includes(`  '${name}',`))).toEqual([]);
  });

  it('imports no package that package.json does not declare', async () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const declared = ([source, name]: string[]) =>
      name! in dependencies ||
      `@types/${name}` in devDependencies ||
      // What a page carries, and what builds the library: whoever installs the library does not need it.
      ((source!.startsWith('src/explain/page/') || source!.endsWith('.mjs')) && name! in devDependencies);

    const { modules } = await cruised(ROOT);

    const used = modules
      .flatMap(({ source, dependencies }) => dependencies.map((dependency) => ({ source, ...dependency })))
      .filter(({ dependencyTypes }) => !dependencyTypes.some((type) => /^(core|local)/.test(type)))
      .map(({ source, module }) => [source, /^(@[^/]+\/)?[^/.][^/]*/.exec(module)?.[0] ?? module])
      .filter(([, name]) => !name!.startsWith('.'));
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((pair) => !declared(pair))).toEqual([]);
  });

  it('is type-checked with all that tells the compiler how', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const settings = ['.', 'src', 'test'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' })
        .filter((file) => /(^|\/)tsconfig[\w.]*\.json$/.test(file))
        .map((file) => join(folder, file)),
    );

    expect(settings.length).toBeGreaterThan(3);
    expect(settings.filter((file) => !scripts.typecheck.includes(`-p ${file} --noEmit`))).toEqual([]);
  });

  const files = sources(join(ROOT, 'src'));

  it('is there to be looked at', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('opens every file with a comment that says what it is', () => {
    const bare = files.filter((file) => !/^(#!.*\n)?\/(\*\*?|\/)\s*\S/.test(text(file)));

    expect(bare).toEqual([]);
  });

  it(`keeps every file to ${LONGEST} lines, unless a reason is given`, () => {
    const long = files.filter((file) => text(file).trimEnd().split('\n').length > LONGEST);

    expect(long).toEqual(Object.keys(LONG_FILES));
  });
});

describe('the spelling', () => {
  /** Where British spelling shows; the American spelling of each has no part in common with it. */
  const BRITISH = new RegExp(
    [
      '(col|behavi|fav|flav|hon|lab|neighb|arm|harb|rum|vap)our',
      '(organ|recogn|initial|normal|serial|summar|synchron|minim|maxim|general|special|virtual|visual|sanit|random)is(e|ing|ation)',
      '(optim|real|util|character|custom|categor|standard|author|local|emphas|final|prioriti)is(e|ing|ation)',
      'analys(ed|ing|er)',
      '(mode|labe|cance|trave|signa|leve|tota)ll(ed|ing|er)',
      '(lic|def|off|pret)ence',
      '(cent|met|fib|calib|theat)re(s|d)?\\b',
      'grey',
      'artefact|judgement|whilst|programme\\b|fulfil\\b|storey',
    ]
      .map((part) => `\\w*(${part})\\w*`)
      .join('|'),
    'gi',
  );
  /** Names that the kernel and HTML have given, and one word that American spelling would confuse with a scenario. */
  const ALLOWED = ['SHM_COLOUR', 'FIX_N_COLOURS', 'storey', 'storeys', 'labelledby'];

  const british = (words: string) =>
    [...words.matchAll(BRITISH)].map(([word]) => word).filter((word) => !ALLOWED.includes(word));

  // Outputs of notebooks come from the library; this file has the words it looks for in it.
  const notebooks = readdirSync(join(ROOT, 'notebooks')).map((name) => `notebooks/${name}`);
  const configuration = readdirSync(ROOT).filter(
    (name) => /\.(md|cjs|json|ts)$/.test(name) && !/lock/.test(name),
  );
  const files = [
    ...[...sources(join(ROOT, 'src')), ...sources(join(ROOT, 'test'))].filter(
      (file) => file !== 'test/house.test.ts',
    ),
    ...configuration,
  ];

  it('is American, in code, comments and documents', () => {
    expect(files).toContain('README.md');
    expect(files.flatMap((file) => british(text(file)).map((word) => `${file}: ${word}`))).toEqual([]);
  });

  it('is American in the cells of notebooks', () => {
    const cells = notebooks
      .filter((file) => file.endsWith('.ipynb'))
      .flatMap((file) => JSON.parse(text(file)).cells as { source: string | string[] }[]);

    expect(cells.length).toBeGreaterThan(10);
    expect(cells.flatMap(({ source }) => british([source].flat().join('')))).toEqual([]);
  });

  it.each([
    'a colour',
    'Behaviour',
    'organisation',
    'a licence',
    'modelled',
    'neighbouring',
    'centre',
    'a grey line',
  ])('of %s is found', (words) => {
    expect(british(words)).toHaveLength(1);
  });

  it.each([
    'color',
    'SHM_COLOUR',
    'a storey',
    'realistic',
    'an optimist',
    'programmer',
    'license',
    'reference',
    'analysis',
  ])('of %s is not', (words) => {
    expect(british(words)).toEqual([]);
  });
});

describe('an import that breaks a rule is found', () => {
  const planted: Record<string, string> = {
    'src/units/size.ts': `export const size = 1;`,
    'src/hardware/down.ts': `import { size } from '../units/size.js'; export const down = size;`,
    'src/hardware/up.ts': `import { run } from '../fluent/run.js'; export const up = run;`,
    'src/hardware/up-by-type.ts': `import type { Run } from '../fluent/run.js'; export type Up = Run;`,
    'src/hardware/up-again.ts': `export * from '../fluent/run.js';`,
    'src/hardware/up-later.ts': `export const up = () => import('../fluent/run.js');`,
    'src/linux/one-up.ts': `import { read } from '../replay/read.js'; export const up = read;`,
    'src/replay/read.ts': `export const read = 1;`,
    'src/prove/face.ts': `import '../index.js'; export const up = 1;`,
    'src/index.ts': `import './mail/mail.js'; export { run } from './fluent/run.js';`,
    'src/mail/mail.ts': `import { run } from '../fluent/run.js'; export const mail = run;`,
    'src/node/mail.ts': `import { mail } from '../mail/mail.js'; export const files = mail;`,
    'src/fluent/run.ts': `export const run = 1; export type Run = number;`,
    'src/fluent/files.ts': `import { readFileSync } from 'node:fs'; export const files = readFileSync;`,
    'src/units/hash.ts': `import type { Hash } from 'crypto'; export type Checksum = Hash;`,
    'src/jupyter/files.ts': `import { readFileSync } from 'node:fs'; export const files = readFileSync;`,
    'src/fluent/table.ts': `import * as aq from 'arquero'; export const table = aq.table;`,
    'src/views/table.ts': `import * as aq from 'arquero'; export const table = aq.table;`,
    'src/explain/cells.ts': `import * as tslab from 'tslab'; export const cells = tslab;`,
    'src/jupyter/cells.ts': `import * as tslab from 'tslab'; export const cells = tslab;`,
    'src/views/plot.ts': `import Plotly from 'plotly.js-dist'; export const plot = Plotly;`,
    'src/explain/plot.ts': `import Plotly from 'plotly.js-dist'; export const plot = Plotly;`,
    'src/linux/chicken.ts': `import { egg } from './egg.js'; export const chicken = () => egg;`,
    'src/linux/egg.ts': `import { chicken } from './chicken.js'; export const egg = () => chicken;`,
  };
  let folder: string;
  let found: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'house-'));
    for (const [file, code] of Object.entries(planted)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    }
    for (const file of ['tsconfig.json', 'package.json']) copyFileSync(join(ROOT, file), join(folder, file));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    found = (await cruised(folder)).summary.violations.map(told);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['upward', 'src/hardware/up.ts', 'hardware-imports-nothing-above-it'],
    ['upward, of a type only', 'src/hardware/up-by-type.ts', 'hardware-imports-nothing-above-it'],
    ['upward, to export it again', 'src/hardware/up-again.ts', 'hardware-imports-nothing-above-it'],
    ['upward, while running', 'src/hardware/up-later.ts', 'hardware-imports-nothing-above-it'],
    ['one storey upward', 'src/linux/one-up.ts', 'linux-imports-nothing-above-it'],
    ['of the public face', 'src/prove/face.ts', 'prove-imports-nothing-above-it'],
    ['of a Node module in fluent', 'src/fluent/files.ts', 'the-lower-storeys-run-in-a-browser'],
    ['of a type of a Node module in units', 'src/units/hash.ts', 'the-lower-storeys-run-in-a-browser'],
    ['of arquero outside views', 'src/fluent/table.ts', 'only-views-and-explain/page-knows-arquero'],
    ['of tslab outside jupyter', 'src/explain/cells.ts', 'only-jupyter-knows-tslab'],
    [
      'of mails outside the doors',
      'src/node/mail.ts',
      'only-mail-and-jupyter-and-explain-and-cli-and-index.ts-knows-mails',
    ],
    ['of plotly in views', 'src/views/plot.ts', 'only-jupyter-and-explain-knows-plotly'],
    ['in a circle', 'src/linux/chicken.ts', 'no-cycles'],
  ])('%s', (_what, file, rule) => {
    expect(found).toContain(`${file}: ${rule}`);
  });

  it.each([
    'src/hardware/down.ts',
    'src/index.ts',
    'src/mail/mail.ts',
    'src/jupyter/files.ts',
    'src/views/table.ts',
    'src/jupyter/cells.ts',
    'src/explain/plot.ts',
  ])('and none in %s, which may', (file) => {
    expect(found.filter((violation) => violation.startsWith(file))).toEqual([]);
  });
});

describe('the storeys below the notebook', () => {
  const doors = /^src\/(cli|explain|jupyter|node)\/|^src\/index\.ts$/;
  const files = sources(join(ROOT, 'src')).filter((file) => !doors.test(file));

  it("use nothing of Node's, not even a global: they compile with the types of a browser alone", () => {
    expect(errorsOf(files.map((file) => join(ROOT, file)))).toEqual([]);
  });

  it('would not, if one of them used a global of Node', () => {
    const planted = join(ROOT, 'src/units/planted.ts');

    const errors = errorsOf([planted], { [planted]: 'export const home = process.env.HOME;\n' });

    expect(errors).toEqual([expect.stringContaining("Cannot find name 'process'")]);
  });
});

async function cruised(folder: string): Promise<ICruiseResult> {
  const options = await extractDepcruiseOptions(join(ROOT, '.dependency-cruiser.cjs'));
  const tsConfig = extractTsConfig(join(folder, 'tsconfig.json'));
  const { output } = await cruise(['src'], { ...options, baseDir: folder }, {}, { tsConfig });
  if (typeof output === 'string') throw new Error(output);
  return output;
}

function told({ from, rule }: ICruiseResult['summary']['violations'][number]): string {
  return `${from}: ${rule.name}`;
}

function sources(folder: string): string[] {
  const within = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return within.map((file) => join(folder, file).slice(ROOT.length + 1)).sort();
}

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** What TypeScript says of these files when it knows a browser's globals and no Node. */
function errorsOf(files: string[], planted: Record<string, string> = {}): string[] {
  const { options } = ts.parseJsonConfigFileContent(
    extractTsConfig(join(ROOT, 'tsconfig.json')).raw,
    ts.sys,
    ROOT,
  );
  const browser = { ...options, noEmit: true, types: [], lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] };
  const host = ts.createCompilerHost(browser);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => file in planted || fileExists(file);
  host.readFile = (file) => planted[file] ?? readFile(file);
  const program = ts.createProgram(files, browser, host);
  return program
    .getSemanticDiagnostics()
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}
