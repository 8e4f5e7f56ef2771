/**
 * Where SVG text lies, without a browser: from the widths of the font, the lines Plotly breaks it into and
 * the transforms around it. Of other shapes only rectangles have a box; style sheets are not looked at.
 */

import { type FontFace, fontMetrics } from './static-image-font.js';

/** A rectangle by its edges. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where an element lies in its own coordinates (`getBBox`); undefined where nothing in it has a size. */
export function boxOf(element: Element): Box | undefined {
  const number = (name: string): number => Number.parseFloat(element.getAttribute(name) ?? '') || 0;
  switch (element.localName) {
    case 'text':
      return boxOfText(element, number('x'), number('y'));
    case 'rect':
      return {
        left: number('x'),
        top: number('y'),
        right: number('x') + number('width'),
        bottom: number('y') + number('height'),
      };
    case 'g':
    case 'svg':
      return [...element.children].map((child) => transformed(boxOf(child), child)).reduce(union, undefined);
    default:
      return undefined;
  }
}

/** Where an element lies in its picture (`getBoundingClientRect`), by its own transform and all those around it. */
export function boxOnScreen(element: Element): Box | undefined {
  let box = boxOf(element);
  for (let at: Element | null = element; at !== null; at = at.parentElement) box = transformed(box, at);
  return box;
}

function union(a: Box | undefined, b: Box | undefined): Box | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

type Point = readonly [x: number, y: number];

/** The box around a box after the `transform` of `element`: translate, rotate and scale, the last one first. */
function transformed(box: Box | undefined, element: Element): Box | undefined {
  const text = element.getAttribute('transform');
  if (box === undefined || !text) return box;
  const steps = [...text.matchAll(/(\w+)\(([^)]*)\)/g)].reverse();
  const corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y): Point => [x, y]));
  const moved = corners.map((corner) =>
    steps.reduce(
      (point, [, name, values]) => moveBy(name ?? '', (values ?? '').split(/[\s,]+/).map(Number), point),
      corner,
    ),
  );
  return moved
    .map(([x, y]): Box => ({ left: x, right: x, top: y, bottom: y }))
    .reduce((a, b) => union(a, b) as Box);
}

function moveBy(name: string, [a = 0, b, c]: readonly number[], [x, y]: Point): Point {
  switch (name) {
    case 'translate':
      return [x + a, y + (b ?? 0)];
    case 'scale':
      return [x * a, y * (b ?? a)];
    case 'rotate': {
      const [cx, cy, angle] = [b ?? 0, c ?? 0, (a * Math.PI) / 180];
      const [dx, dy] = [x - cx, y - cy];
      return [
        cx + dx * Math.cos(angle) - dy * Math.sin(angle),
        cy + dx * Math.sin(angle) + dy * Math.cos(angle),
      ];
    }
    default:
      throw new Error(`a picture uses the transform '${name}', which is not measured here`);
  }
}

/** Plotly writes one `tspan.line` per line, each with its own offset `dy` in em; a short text has none. */
function boxOfText(text: Element, x: number, y: number): Box {
  const size = fontSize(text);
  const anchor = styleOf(text, 'text-anchor') ?? 'start';
  const lines = [...text.children].filter((child) => child.classList.contains('line'));
  const metrics = fontMetrics('sans');
  return (lines.length === 0 ? [text] : lines)
    .map((line): Box => {
      const width = widthOf(line);
      const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
      const baseline = y + Number.parseFloat(line.getAttribute('dy') ?? '0') * size;
      return {
        left,
        right: left + width,
        top: baseline - metrics.ascent * size,
        bottom: baseline + metrics.descent * size,
      };
    })
    .reduce((a, b) => union(a, b) as Box);
}

/** The advance width of all text inside, each piece in its own size and weight. */
function widthOf(node: Node): number {
  const textNode = 3;
  if (node.nodeType === textNode) {
    const parent = node.parentElement as Element;
    return fontMetrics(faceOf(parent)).width(node.textContent ?? '') * fontSize(parent);
  }
  return [...node.childNodes].reduce((sum, child) => sum + widthOf(child), 0);
}

function faceOf(element: Element): FontFace {
  const weight = styleOf(element, 'font-weight') ?? '';
  const bold = weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
  const mono = /mono|courier|consolas/i.test(styleOf(element, 'font-family') ?? '');
  if (mono) return bold ? 'monoBold' : 'mono';
  return bold ? 'bold' : 'sans';
}

/** In pixels; a percentage or em counts from the parent, as in CSS. */
function fontSize(element: Element): number {
  const own = ownStyle(element, 'font-size');
  const parent = element.parentElement;
  const inherited = (): number => (parent === null ? 16 : fontSize(parent));
  if (own === undefined) return inherited();
  const value = Number.parseFloat(own);
  if (own.endsWith('%')) return (inherited() * value) / 100;
  if (own.endsWith('em')) return inherited() * value;
  return value;
}

function styleOf(element: Element, property: string): string | undefined {
  const own = ownStyle(element, property);
  if (own !== undefined || element.parentElement === null) return own;
  return styleOf(element.parentElement, property);
}

function ownStyle(element: Element, property: string): string | undefined {
  const style = (element as SVGElement).style?.getPropertyValue(property);
  return style || element.getAttribute(property) || undefined;
}
