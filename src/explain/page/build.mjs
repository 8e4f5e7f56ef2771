/**
 * Makes the parts of live pages, once, when the library is built: dist/explain/live/. The page's own script is
 * packed by zstd, as are the worker, the editor, Plotly and the sample traces, because they travel in each page; boot.ts unpacks it.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';
import { build } from 'esbuild';
import { licenseOf, packagesOf } from './passed-on.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const out = join(root, 'dist', 'explain', 'live');
const require = createRequire(import.meta.url);

/** What of the public face needs Node, and what a page has instead. */
const INSTEAD = {
  'jupyter/show.js': 'show.ts',
  'node/sample-trace.js': 'traces.ts',
  'node/trace-file.js': 'traces.ts',
};
const instead = {
  name: 'instead-of-node',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
      if (importer.startsWith(here)) return undefined;
      const twin = Object.entries(INSTEAD).find(([end]) =>
        `/${join(dirname(importer), path)}`.endsWith(`src/${end}`),
      );
      return twin && { path: join(here, twin[1]) };
    });
  },
};

/**
 * What of sucrase a page does without: its options are checked by types already, and lines stay where they are, so that
 * nobody needs a source map. Together they would be one part in 66 of the packed worker.
 */
const LEFT_OUT = {
  './Options': 'export function validateOptions() {}',
  './computeSourceMap': 'export default function computeSourceMap() {}',
};
const leftOut = {
  name: 'left-out-of-sucrase',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/(Options|computeSourceMap)$/ }, ({ path, importer }) =>
      /node_modules\/sucrase\//.test(importer) ? { path, namespace: 'left-out' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({ contents: LEFT_OUT[path] }));
  },
};

/** The names that src/index.ts exports as types only: a cell may import them, and gets nothing. */
function typeNames() {
  const face = readFileSync(join(root, 'src', 'index.ts'), 'utf8');
  return [...face.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(([, all, names]) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && (all || name.startsWith('type ')))
      .map((name) => name.replace(/^type /, '').replace(/^.* as /, '')),
  );
}

/** What belongs to the language: a cell may call its own things so, and the library goes on with these. */
const BUILT_IN = [
  ...[
    'globalThis',
    'Object',
    'Function',
    'Array',
    'Number',
    'Boolean',
    'String',
    'Symbol',
    'Date',
    'Promise',
    'RegExp',
    'BigInt',
  ],
  ...[
    'Error',
    'AggregateError',
    'EvalError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'TypeError',
    'URIError',
  ],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Reflect', 'JSON', 'Math', 'Intl', 'DataView'],
  ...[
    'ArrayBuffer',
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
  ],
  ...[
    'Uint32Array',
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
    'parseFloat',
    'parseInt',
  ],
  ...[
    'isFinite',
    'isNaN',
    'TextEncoder',
    'TextDecoder',
    'WebAssembly',
    'console',
    'performance',
    'btoa',
    'atob',
  ],
];

/** The packages that are in the scripts. */
const packages = new Set(['plotly.js-basic-dist-min']);

async function script(entry, options = {}) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(here, entry)],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [instead, leftOut],
    ...options,
  });
  for (const name of packagesOf(Object.keys(metafile.inputs))) packages.add(name);
  return outputFiles[0].text;
}

/** Scripts that stand in a page unpacked: they begin with it. */
const AS_THEY_ARE = ['boot', 'front', 'served'];

/** A script can stand in a page only where nothing in it ends it. */
function inElement(text) {
  return text.replace(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
}

const plotly = readFileSync(require.resolve('plotly.js-dist'), 'utf8');

/** Plotly's style sheet, which it would insert by itself where no policy forbids it. */
function plotlyStyle() {
  const rules = /"build\/plotcss\.js"\(\) \{[\s\S]*?var rules = (\{[\s\S]*?\n {6}\});/.exec(plotly)?.[1];
  if (rules === undefined) throw new Error("plotly's rules are not where they were");
  return Object.entries(new Function(`return ${rules}`)())
    .map(([selector, style]) => {
      const whole = selector
        .replace(/^,/, ' ,')
        .replaceAll('X', '.js-plotly-plot .plotly')
        .replaceAll('Y', '.plotly-notifier');
      return `${whole}{${style}}`;
    })
    .join('\n');
}

/** The one style attribute that Plotly writes as text: on the picture of a heat map. Its hash lets it in, and no other. */
function plotlyStyleAttribute() {
  const pairs = /"src\/constants\/pixelated_image\.js"[\s\S]*?CSS_DECLARATIONS = (\[[\s\S]*?\]);/.exec(
    plotly,
  )?.[1];
  if (pairs === undefined) throw new Error("plotly's style of pictures is not where it was");
  return new Function(`return ${pairs}`)()
    .map((pair) => `${pair.join(': ')}; `)
    .join('');
}

/** What whoever passes a page on has to pass on with it. */
function licenses() {
  return [...packages].sort().map((name) => {
    const { title, text } = licenseOf(root, name);
    return text === undefined ? title : `${title}\n\n${text}`;
  });
}

const parts = {
  boot: await script('boot.ts'),
  page: await script('page.ts'),
  worker: await script('worker.ts', {
    define: { TYPE_NAMES: JSON.stringify(typeNames()) },
    banner: { js: `(function(${BUILT_IN}){` },
    footer: { js: `})(${BUILT_IN});` },
  }),
  editor: await script('editor.ts'),
  hands: await script('hands/hands.ts'),
  front: await script('front/front.ts'),
  served: await script('front/served.ts'),
  'plotly-basic': readFileSync(require.resolve('plotly.js-basic-dist-min'), 'utf8'),
  'plotly-cartesian': readFileSync(require.resolve('plotly.js-cartesian-dist-min'), 'utf8'),
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const zstd = await Zstd.load();
/** As small as zstd can make it: an eighth less than gzip for scripts, a third less for traces. */
function pack(name, bytes) {
  writeFileSync(join(out, `${name}.zst`), zstd.compress(bytes, 22));
}
const hashes = {};
for (const [name, text] of Object.entries(parts)) {
  const safe = inElement(text);
  hashes[name] = createHash('sha256').update(safe).digest('base64');
  if (AS_THEY_ARE.includes(name)) writeFileSync(join(out, `${name}.js`), safe);
  else pack(name, new TextEncoder().encode(safe));
}
hashes['plotly-attribute'] = createHash('sha256').update(plotlyStyleAttribute()).digest('base64');
const allLicenses = [
  `aliaslab (MIT)\n\n${readFileSync(join(root, 'LICENSE'), 'utf8').trim()}`,
  ...licenses(),
];
pack('licenses', new TextEncoder().encode(`${allLicenses.join(`\n\n${'─'.repeat(60)}\n\n`)}\n`));
for (const file of readdirSync(join(root, 'traces')).filter((name) => name.endsWith('.altr.gz')))
  pack(`trace-${file.slice(0, -'.altr.gz'.length)}`, gunzipSync(readFileSync(join(root, 'traces', file))));
writeFileSync(join(out, 'plotly.css'), plotlyStyle());
writeFileSync(join(out, 'hashes.json'), `${JSON.stringify(hashes, null, 1)}\n`);
