/** A drawing of ours as elements of the page, built anew from what was read of it: nothing here parses markup. */

import { type DrawnElement, drawingOf, keepsWidth, PICTURE_BOX } from '../drawing.js';
import { element, svgElement } from './dom.js';

/** An SVG in the box that it is scrolled in; undefined for one that may not stand in a page itself. */
export function drawnBox(svg: string): HTMLElement | undefined {
  const drawing = drawingOf(svg);
  return drawing && element('div', PICTURE_BOX, drawn(drawing));
}

/** Puts an image into such a box, where it keeps its width, and gives what stands in its place now. */
export function boxed(image: HTMLImageElement): HTMLElement {
  if (!keepsWidth(image.getAttribute('width'))) return image;
  const box = element('div', PICTURE_BOX);
  image.replaceWith(box);
  box.append(image);
  return box;
}

function drawn({ name, attributes, text, children }: DrawnElement): SVGElement {
  return svgElement(name, attributes, ...(text === '' ? children.map(drawn) : [text]));
}
