/** Bytes of a line in boxes, as pictures of caches draw them: one that differs from the newest is struck through. */

import { marks } from './marks.js';
import { INK, OUTCOME } from './palette.js';
import { byteText, element, label, type Markup } from './svg.js';

export const BYTE_WIDTH = 21;

interface ByteCells {
  readonly bytes: Uint8Array;
  /** What they should be. */
  readonly newest: Uint8Array;
  readonly shown: { readonly from: number; readonly length: number };
  /** Where the first box begins. */
  readonly x: number;
  readonly top: number;
  readonly stroke: string;
  /** What is wrong with those that differ. */
  readonly trouble?: 'stale' | 'foreign' | undefined;
}

/** A box a byte. */
export function byteCells({
  bytes,
  newest,
  shown,
  x: first,
  top,
  stroke,
  trouble = 'stale',
}: ByteCells): Markup[] {
  const { from, length } = shown;
  return Array.from({ length }, (_, i) => {
    const [byte, wanted] = [bytes[from + i]!, newest[from + i]!];
    const x = first + i * BYTE_WIDTH;
    const old = byte !== wanted;
    return element(
      'g',
      marks({ bytes: [from + i, from + i] }),
      element('rect', {
        x,
        y: top + 3,
        width: BYTE_WIDTH,
        height: 22,
        fill: old ? OUTCOME[trouble].ground : INK.ground,
        stroke,
      }),
      label(x + BYTE_WIDTH / 2, top + 18, byteText(byte), {
        size: 11,
        mono: true,
        anchor: 'middle',
        color: byte === 0 ? INK.quiet : INK.text,
      }),
      old
        ? element('line', {
            x1: x + 2,
            y1: top + 23,
            x2: x + BYTE_WIDTH - 2,
            y2: top + 5,
            stroke: OUTCOME[trouble].color,
            'stroke-width': 1.4,
          })
        : undefined,
    );
  });
}
