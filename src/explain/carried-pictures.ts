/**
 * The notebook that a page carries has no bytes of pictures that the page shows anyway: it says beside itself where in it which
 * of the page's pictures belongs. No text of a notebook can say so, whatever it looks like. Runs in a browser too.
 */

import type { Notebook, NotebookOutput } from '../jupyter/notebook.js';
import { svgOfPicture } from './allowed-html.js';
import { toBase64 } from './page/base64.js';

/** At this letter of the HTML of an output stands the address of a picture. */
export interface PicturePlace {
  /** Counts cells, and their outputs, from 0. */
  readonly cell: number;
  readonly output: number;
  readonly letter: number;
  /** Which of the pictures that the page shows, from 0; its drawings are counted behind them. */
  readonly picture: number;
}

/** A notebook without the bytes of pictures that are shown beside it. */
export interface LeanNotebook<Of> {
  readonly notebook: Of;
  readonly places: readonly PicturePlace[];
  /** The texts of the drawings. The page has built others from them, so they travel once, as text, which packs well. */
  readonly drawings: readonly string[];
}

/** What a page shows, as addresses in its order. */
export interface ShownPictures {
  /** In images. */
  readonly pictures: readonly string[];
  /** In the page itself. */
  readonly drawings: readonly string[];
}

/** An SVG as the address of a picture. */
export function svgAddress(svg: string): string {
  return `data:image/svg+xml;base64,${toBase64(new TextEncoder().encode(svg))}`;
}

/** What stands for a PNG whose picture the page shows: no text of a notebook is equal to it. Whoever wants it draws it again. */
export const DRAWN_AGAIN = Symbol('drawn again');

/** Leaves out of a notebook the pictures that its page shows. */
export function withoutPictures(notebook: Notebook, shown: ShownPictures): LeanNotebook<Notebook> {
  const drawings = [...new Set(shown.drawings)].flatMap((address) => {
    const svg = svgOfPicture(address);
    // One that was written in another way has to come back as it was.
    return svg !== undefined && svgAddress(svg) === address ? [svg] : [];
  });
  const addresses = [...shown.pictures, ...drawings.map(svgAddress)];
  const at = new Map(addresses.map((address, i) => [address, i]));
  const places: PicturePlace[] = [];
  const lean = (one: NotebookOutput, cell: number, output: number): NotebookOutput => {
    const html = 'data' in one ? one.data['text/html'] : undefined;
    if (!('data' in one) || typeof html !== 'string') return one;
    let [left, from] = ['', 0];
    for (const found of html.matchAll(/<img\b[^<>]*?\ssrc="(data:[^"]*)"/g)) {
      const picture = at.get(found[1]!);
      if (picture === undefined) continue;
      const until = found.index + found[0].length - 1 - found[1]!.length;
      left += html.slice(from, until);
      from = until + found[1]!.length;
      places.push({ cell, output, letter: left.length, picture });
    }
    if (from === 0) return one;
    const changed = 'image/png' in one.data ? { 'image/png': '' } : {};
    return { ...one, data: { ...one.data, 'text/html': left + html.slice(from), ...changed } };
  };
  const cells = notebook.cells.map((cell, i) =>
    cell.cell_type === 'code' ? { ...cell, outputs: cell.outputs.map((one, j) => lean(one, i, j)) } : cell,
  );
  return { notebook: { ...notebook, cells }, places, drawings };
}

/** Puts the pictures back into a notebook that was just read, given the addresses of the page's images: addresses into its HTML, {@link DRAWN_AGAIN} for each PNG that was left out. */
export function putPicturesBack(
  { notebook, places, drawings }: LeanNotebook<{ cells: readonly { outputs?: unknown }[] }>,
  pictures: readonly string[],
): void {
  const shown = [...pictures, ...drawings.map(svgAddress)];
  // The last first: what is put in moves what follows.
  for (const { cell, output, letter, picture } of [...places].reverse()) {
    const { data } = (notebook.cells[cell]!.outputs as { data: Record<string, unknown> }[])[output]!;
    const html = String(data['text/html']);
    data['text/html'] = html.slice(0, letter) + shown[picture]! + html.slice(letter);
    if ('image/png' in data) data['image/png'] = DRAWN_AGAIN;
  }
}
