/**
 * Why an SVG text should not be drawn. A line of text can ask for a picture of a terabyte, for a billion elements by twenty that
 * name each other, or for a file of whoever draws it; it is refused before anybody does, here or in a page. Runs in a browser too.
 */

import { asTyped, InputError } from '../units/problems.js';
import { pixelsProblem } from './picture-size.js';
import { localName, MOST_ELEMENTS, type SvgElement, scanSvg, TOO_MANY } from './svg-scan.js';
import { svgSize } from './svg-size.js';
import { svgWork } from './svg-work.js';

/** Letters of one SVG; those of the pictures that it carries count. */
const MOST_LETTERS = 2 ** 25;
/** Pixels that filters go over, each as often as it has to be looked at: some seconds. */
const MOST_FILTERED = 2 ** 26;
/** What a blur may be spread over, in units of the drawing. */
const WIDEST_BLUR = 500;

/** Throws an {@link InputError} with everything that is against drawing an SVG text. */
export function checkSvg(svg: string): void {
  const problems = svgProblems(svg);
  if (problems.length > 0) throw cannotBeDrawn(problems.map((problem) => `it ${problem}`));
}

/** What is said of an SVG text that cannot be drawn. */
export function cannotBeDrawn(reasons: readonly string[]): InputError {
  return new InputError(
    reasons.map((reason) => `this SVG cannot be drawn: ${reason}`),
    `show('<svg width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>')`,
  );
}

/** The first of {@link svgProblems}; undefined where nothing is against it. */
export function svgProblem(svg: string): string | undefined {
  return svgProblems(svg)[0];
}

/** Why an SVG text should not be drawn, each reason to follow "it". */
export function svgProblems(svg: string): string[] {
  if (svg.length > MOST_LETTERS)
    return [`has ${counted(svg.length)} letters, more than the ${counted(MOST_LETTERS)} that are drawn`];
  const elements = scanSvg(svg);
  if (typeof elements === 'string') return [elements];
  const { width, height } = svgSize(elements[0]);
  const work = svgWork(elements);
  const filtered = Math.ceil(work.filtered * width * height);
  const found = [
    ...new Set(elements.flatMap(loaded)),
    pixelsProblem(width, height),
    work.drawn > MOST_ELEMENTS && TOO_MANY,
    work.blur > WIDEST_BLUR &&
      `has a filter that spreads over ${counted(work.blur)} units, more than the ${WIDEST_BLUR} that are drawn`,
    filtered > MOST_FILTERED &&
      `has filters that go over ${counted(filtered)} pixels, more than the ${counted(MOST_FILTERED)} that are drawn: take fewer, or a smaller picture`,
  ];
  return found.filter((problem) => typeof problem === 'string');
}

const counted = (number: number) => Math.ceil(number).toLocaleString('en-US');

/** What an element would have loaded: a picture carries its own bytes, and no drawing hides in another. */
function loaded({ name: tag, attributes, text }: SvgElement): string[] {
  const addresses = [...attributes].filter(([name, value]) => loads(tag, localName(name), value));
  const found = addresses.map(
    ([, value]) =>
      `loads something from elsewhere (${asTyped(value.slice(0, 60))}): a picture carries its own bytes, as data:image/png;base64,… does`,
  );
  // Names in a sheet that a sheet brings along would not be counted.
  const isImport = tag === 'style' && /@import/i.test(text) && /data:/i.test(text);
  return isImport ? [...found, 'has a style sheet that carries another'] : found;
}

const OWN = /^\s*(?:#|data:image\/(?:png|jpeg|gif|webp)[;,])/i;

function loads(tag: string, attribute: string, value: string): boolean {
  if (/url\(\s*["']?(?!\s*["']?(?:#|data:image\/(?:png|jpeg|gif|webp)[;,]))/i.test(value)) return true;
  return attribute === 'href' && tag !== 'a' && value.trim() !== '' && !OWN.test(value);
}
