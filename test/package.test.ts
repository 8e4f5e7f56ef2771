/** What npm would publish, as someone has it who installed it: what is in it, its types, and where its command writes. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Analysis, checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** A folder with aliaslab in its node_modules, unpacked from a package, and beside it an empty home folder. */
let folder: string;
let installed: string;
let home: string;
/** The package as npm would send it. */
let tarball: Buffer<ArrayBuffer>;

beforeAll(() => {
  const base = mkdtempSync(join(tmpdir(), 'aliaslab-package-'));
  folder = join(base, 'folder');
  installed = join(folder, 'node_modules', 'aliaslab');
  home = join(base, 'home');
  for (const made of [installed, home]) mkdirSync(made, { recursive: true });
  // Scripts would build again, under the feet of other tests.
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', base], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [{ filename }] = JSON.parse(packed.stdout);
  tarball = readFileSync(join(base, filename));
  const unpacked = spawnSync('tar', ['-xzf', join(base, filename), '-C', installed, '--strip-components=1']);
  expect(unpacked.status).toBe(0);
  // What it depends on is here already.
  symlinkSync(join(ROOT, 'node_modules'), join(installed, 'node_modules'), 'junction');
});
afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

function aliaslab(...args: string[]) {
  const before = filesOf(installed);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(installed, 'dist', 'cli', 'main.js'), ...args],
    { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH ?? '', HOME: home } },
  );
  const wrote = filesOf(installed).filter((file) => !before.includes(file));
  return { status, stdout, stderr, wroteIntoPackage: wrote, wroteHome: readdirSync(home) };
}

function filesOf(inside: string): string[] {
  return readdirSync(inside, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) =>
      entry.isDirectory() ? filesOf(join(inside, entry.name)) : [join(inside, entry.name)],
    );
}

describe('the package', () => {
  test('has every document that its README names, and neither sources nor tests', () => {
    expect(readdirSync(installed).sort()).toEqual([
      'API.md',
      'ARCHITECTURE.md',
      'BENCHMARKS.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'DECISIONS.md',
      'LICENSE',
      'MUTATION.md',
      'README.md',
      'TRACES.md',
      'dist',
      'docs',
      'node_modules',
      'notebooks',
      'package.json',
      'traces',
    ]);
  });

  test('is one module, whether imported or required', () => {
    const code = `import('aliaslab').then((face) => console.log(face.cache === require('aliaslab').cache, String(face.cache())));`;

    const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '--eval', code], {
      cwd: folder,
      encoding: 'utf8',
    });

    expect({ stdout, stderr }).toEqual({
      stdout: 'true cache  VIPT 16 KiB 1-way 32 B lines (4 colors)\n',
      stderr: '',
    });
  });
});

describe('those who look at packages find nothing:', () => {
  test('publint', async () => {
    const { messages, pkg } = await publint({
      pack: { tarball: new Uint8Array(tarball).buffer },
      strict: true,
    });

    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test('publint, which would find types that are not there', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'aliaslab-broken-'));
    const description = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    writeFileSync(
      join(broken, 'package.json'),
      JSON.stringify({ ...description, types: './dist/none.d.ts' }),
    );
    symlinkSync(join(installed, 'dist'), join(broken, 'dist'), 'junction');

    const { messages } = await publint({ pkgDir: broken, pack: false, strict: true });
    rmSync(broken, { recursive: true });

    expect(messages).toContainEqual(
      expect.objectContaining({ code: 'FILE_DOES_NOT_EXIST', path: ['types'] }),
    );
  });

  // Reads the types as Node 10, Node 16 (both kinds of module) and bundlers do, with a TypeScript of its own.
  test('are the types wrong?', async () => {
    const { types, problems, entrypoints } = (await checkPackage(
      createPackageFromTarballData(new Uint8Array(tarball)),
    )) as Analysis;

    expect(types).toEqual({ kind: 'included' });
    expect(Object.keys(entrypoints)).toContain('.');
    expect(problems).toEqual([]);
  });
});

describe('the types of the package', () => {
  /** tslab's TypeScript, 5.0, which checks the cells of notebooks. */
  const old = afresh('@tslab/typescript-for-tslab', 'tslab/dist/executor.js') as typeof ts;
  const consumer = `
    import { alias, cache, daxFile, machine, processors, scenario, type Figure, type Table } from 'aliaslab';
    export const table: Table = processors().table();
    export const rows: number = table.numRows();
    export const figure: Figure = processors().figure();
    export const told: string = scenario(machine(cache())).store(alias(daxFile().page(0)), 'x').run().verdict();
    // @ts-expect-error: a size is no object, so that what is checked here is not \`any\`.
    cache().size({});
  `;

  /** What TypeScript says of a program that uses the package. */
  function errorsOf(compiler: typeof ts, file: string, options: object): string[] {
    const path = join(folder, file);
    writeFileSync(path, consumer);
    const all = { strict: true, noEmit: true, target: compiler.ScriptTarget.ES2022, types: [], ...options };
    const program = compiler.createProgram([path], { ...all, lib: ['lib.es2022.d.ts'] });
    return compiler
      .getPreEmitDiagnostics(program)
      .map(({ file: at, messageText }) => {
        return `${at?.fileName}: ${compiler.flattenDiagnosticMessageText(messageText, ' ')}`;
      })
      .filter((error) => !/\/(arquero|flechette)\//.test(error));
  }

  const { ModuleKind, ModuleResolutionKind } = ts;
  const node16 = { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 };
  const nodeNext = { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext };
  const node10 = { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10 };
  const bundler = { module: ModuleKind.ES2022, moduleResolution: ModuleResolutionKind.Bundler };

  test.each([
    ['6.0', 'ESM, nodenext', ts, 'use.mts', nodeNext],
    ['6.0', 'CommonJS, nodenext', ts, 'use.cts', nodeNext],
    ['6.0', 'ESM, node16', ts, 'use.mts', node16],
    ['6.0', 'CommonJS, node16', ts, 'use.cts', node16],
    ['6.0', 'node10', ts, 'use.ts', { ...node10, ignoreDeprecations: '6.0' }],
    ['6.0', 'bundler', ts, 'use.ts', bundler],
    ['5.0', 'ESM, node16', old, 'use.mts', node16],
    ['5.0', 'CommonJS, node16', old, 'use.cts', node16],
    ['5.0', 'node10, as in a notebook', old, 'use.ts', node10],
    ['5.0', 'bundler', old, 'use.ts', bundler],
  ])('are read by TypeScript %s, %s', (version, _how, compiler, file, options) => {
    expect(compiler.version).toMatch(new RegExp(`^${version}`));
    expect(errorsOf(compiler, file, { ...options, skipLibCheck: true })).toEqual([]);
  });

  // arquero's own declarations do not pass, which is not ours to mend.
  test.each([
    ['6.0', ts],
    ['5.0', old],
  ])('pass the check of libraries by TypeScript %s too', (_version, compiler) => {
    expect(errorsOf(compiler, 'use.mts', { ...node16, skipLibCheck: false })).toEqual([]);
  });
});

describe('the command of an installed package leaves the package and the home folder alone:', () => {
  test('kernel install goes into the current folder, and says how Jupyter finds it', () => {
    const { stdout, stderr, ...rest } = aliaslab('kernel', 'install');

    expect(stdout).toBe(`${join(folder, '.aliaslab', 'kernels', 'aliaslab')}\n`);
    expect(stderr).toBe(`Jupyter finds it with JUPYTER_PATH=${join(folder, '.aliaslab')}\n`);
    expect(rest).toEqual({ status: 0, wroteIntoPackage: [], wroteHome: [] });
    const { argv } = JSON.parse(readFileSync(join(stdout.trim(), 'kernel.json'), 'utf8'));
    expect(argv[1]).toBe(join(installed, 'dist', 'cli', 'main.js'));
  });

  test('kernel uninstall takes it away again', () => {
    const { stdout } = aliaslab('kernel', 'install');

    expect(aliaslab('kernel', 'uninstall').stdout).toBe(stdout);
    expect(existsSync(stdout.trim())).toBe(false);
  });

  test('start writes pages into the current folder, of notebooks that import aliaslab', () => {
    const cell = {
      cell_type: 'code',
      metadata: {},
      source: "import { cache } from 'aliaslab';\ncache().ways(4)",
      outputs: [],
      execution_count: null,
    };
    const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 4 };
    writeFileSync(join(folder, 'own.ipynb'), JSON.stringify(notebook));

    const { stdout, stderr, ...rest } = aliaslab('start', '--once', 'own.ipynb');

    expect(stderr).toBe('');
    expect(rest).toEqual({ status: 0, wroteIntoPackage: [], wroteHome: [] });
    expect(stdout).toContain(`all pages: ${join('aliaslab-pages', 'index.html')}\n`);
    expect(readFileSync(join(folder, 'aliaslab-pages', 'own.html'), 'utf8')).toContain('VIPT 16 KiB 4-way');
  });

  test('--help names these places', () => {
    const help = (...command: string[]) => aliaslab(...command, '--help').stdout.replaceAll(/\s+/g, ' ');

    expect(help('start')).toContain('where the pages go (default: aliaslab-pages)');
    expect(help('kernel', 'install')).toContain(
      `Without --prefix and --user that is in ${join('.aliaslab', 'kernels')}.`,
    );
    expect(help('jupyter')).toContain('in the current folder');
  });
});

/** A module as it is on disk, as `from` finds it: in this process something else may stand in for it. */
function afresh(name: string, from: string): unknown {
  const find = createRequire(createRequire(import.meta.url).resolve(from));
  const path = find.resolve(name);
  const standing = find.cache[path];
  delete find.cache[path];
  const loaded: unknown = find(path);
  if (standing) find.cache[path] = standing;
  return loaded;
}
