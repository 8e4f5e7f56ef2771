/**
 * What makes a page live: the scripts that the build has made (page/build.mjs), the notebook itself and the traces it asks for,
 * packed; and the policy that lets in these scripts, by their hashes, and nothing from anywhere.
 */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HAND_MIME } from '../fluent/hands.js';
import { packageRoot } from '../jupyter/kernel-home.js';
import type { Notebook, NotebookOutput } from '../jupyter/notebook.js';
import { type ShownPictures, withoutPictures } from './carried-pictures.js';
import { claimsOf } from './claims-html.js';
import { handsStyle } from './hands-style.js';
import type { Knob } from './knobs/knob.js';
import { knobsStyle } from './knobs-style.js';
import { liveStyle } from './live-style.js';
import { ownId, PLOTLY_STYLE_ID } from './own-ids.js';
import { predictionOf } from './prediction.js';

/** What a live page has beside a static one. */
export interface LiveParts {
  /** Sources for the page's policy. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly styleAttributes: readonly string[];
  /** Style sheets, for the head. */
  readonly head: string;
  /** Packed parts and the script that unpacks them, for the end of the body. */
  readonly body: string;
}

const folder = join(packageRoot, 'dist', 'explain', 'live');

/** Trace types that the smaller of the two Plotly bundles has. */
const basicTypes: ReadonlySet<unknown> = new Set([undefined, 'scatter', 'bar', 'pie']);

/**
 * The parts for a notebook whose page shows these pictures and drawings; `file` is the name under which it can
 * be downloaded, and `knobs` are the words of its text that can be turned.
 */
export function liveParts(
  notebook: Notebook,
  shown: ShownPictures,
  file: string,
  knobs: readonly Knob[] = [],
): LiveParts {
  const hashes = JSON.parse(built('hashes.json').toString()) as Record<string, string>;
  const plotly = neededPlotly(notebook);
  const script = built('boot.js').toString();
  const plotlyStyle = built('plotly.css').toString();
  const code = notebook.cells.filter((cell) => cell.cell_type === 'code');
  const data = {
    file,
    hash: notebookHash(notebook),
    claims: code.map(claimsOf),
    predictions: notebook.cells.flatMap((cell, at) => {
      const prediction = predictionOf(cell);
      return prediction === undefined ? [] : [{ at, prediction }];
    }),
    knobs,
    ...withoutPictures(notebook, shown),
  };
  const traces = samplesOf(notebook).map((name) => `trace-${name}`);
  const hands = hasHands(notebook) ? ['hands'] : [];
  const style = [
    liveStyle,
    ...(hands.length > 0 ? [handsStyle] : []),
    ...(knobs.length > 0 ? [knobsStyle] : []),
  ].join('');
  const parts = [
    // Node 20 can read zstd by a library, and write none: what is packed at export is packed by gzip.
    partHtml('notebook', 'gzip', gzipSync(JSON.stringify(data), { level: 9 })),
    ...['page', 'worker', 'editor', 'licenses', plotly, ...hands, ...traces].map((name) =>
      partHtml(name, 'zstd', built(`${name}.zst`)),
    ),
  ];
  return {
    scripts: ['boot', 'page', 'editor', plotly, ...hands].map((name) => `'sha256-${hashes[name]}'`),
    styles: [hashOf(style), hashOf(plotlyStyle), "'nonce-cm'"],
    styleAttributes: ["'unsafe-hashes'", `'sha256-${hashes['plotly-attribute']}'`],
    head: `<style>${style}</style>
<style id="${PLOTLY_STYLE_ID}" class="no-inline-styles">${plotlyStyle}</style>`,
    body: `${parts.join('\n')}
<script>${script}</script>`,
  };
}

/** A packed part, as text that HTML can hold. */
function partHtml(name: string, packedBy: 'gzip' | 'zstd', packed: Buffer): string {
  return `<script type="text/plain" id="${ownId(`part-${name}`)}" data-packed="${packedBy}">${packed.toString('base64')}</script>`;
}

/** The source of a policy that lets this text in. */
export function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** What a link's edits belong to: the code of the notebook, whatever its outputs. */
export function notebookHash({ cells }: Notebook): string {
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source);
  return createHash('sha256').update(JSON.stringify(code)).digest('base64url').slice(0, 16);
}

const files = new Map<string, Buffer>();

/** A script of ours that stands in a page as it is: `front` on the page of all pages, `served` where a server speaks to a page. */
export function builtScript(name: 'front' | 'served'): string {
  return built(`${name}.js`).toString();
}

function built(name: string): Buffer {
  if (!existsSync(folder)) throw new Error(`'${folder}' is missing: npm run build makes it`);
  const file = files.get(name) ?? readFileSync(join(folder, name));
  files.set(name, file);
  return file;
}

function neededPlotly({ cells }: Notebook): 'plotly-basic' | 'plotly-cartesian' {
  const types = cells.flatMap(outputsOf).flatMap((output) => {
    const figure = 'data' in output ? output.data['application/vnd.plotly.v1+json'] : undefined;
    const traces = (figure as { data?: unknown } | undefined)?.data;
    return Array.isArray(traces) ? traces.map((trace: { type?: unknown } | null) => trace?.type) : [];
  });
  return types.every((type) => basicTypes.has(type)) ? 'plotly-basic' : 'plotly-cartesian';
}

/** Whether something on the page can be taken hold of. */
function hasHands({ cells }: Notebook): boolean {
  return cells.flatMap(outputsOf).some((output) => 'data' in output && HAND_MIME in output.data);
}

/** The samples that the code names. */
function samplesOf({ cells }: Notebook): string[] {
  const code = cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source);
  return ['words', 'matrix'].filter((name) =>
    code.some((source) => new RegExp(`sampleTrace\\(\\s*['"\`]${name}['"\`]`).test(source)),
  );
}

function outputsOf(cell: Notebook['cells'][number]): readonly NotebookOutput[] {
  return cell.cell_type === 'code' ? cell.outputs : [];
}
