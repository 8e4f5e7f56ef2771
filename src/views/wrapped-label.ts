/** Labels of figures that are longer than what they name is wide. */
import { figureText } from './figure.js';
import { fitting } from './svg.js';

/** What a letter of a label takes, about. */
export const PIXELS_A_LETTER = 7;

/** A name in up to three lines that fit into `width`. */
export function wrapped(name: string, width: number): string {
  const most = Math.max(6, Math.floor(width / PIXELS_A_LETTER));
  const lines = [''];
  for (const word of name.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= most || lines.at(-1) === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const shown = lines.length > 3 ? [...lines.slice(0, 2), `${lines[2]}…`] : lines;
  return shown.map((line) => figureText(fitting(line, width))).join('<br>');
}
