/**
 * How much work a hand-made SVG may ask for. A line of text can ask for a picture of a terabyte, or for a billion elements by
 * twenty that refer to each other; it is refused before anybody draws it, here or in a page. Runs in a browser too.
 */
import { asTyped, InputError, Problems } from '../units/problems.js';
import { checkPixels } from './picture-size.js';
import { type ScannedElement, scanSvg } from './svg-scan.js';
import { svgSize } from './svg-size.js';

/** Letters of one SVG; those of the pictures that it carries count. */
const MOST_LETTERS = 2 ** 25;
/** Elements that are drawn, each as often as something refers to it. */
const MOST_DRAWN = 100_000;
/** How deep elements are in each other, and in what they refer to. */
const DEEPEST = 200;
/** Pixels that filters go over, each as often as it has to be looked at: some seconds. */
const MOST_FILTERED = 2 ** 26;
/** What a blur may be spread over, in units of the drawing. */
const WIDEST_BLUR = 500;

const WORKS = `show('<svg width="40" height="40"><circle cx="20" cy="20" r="15"/></svg>')`;

/** Throws an InputError with everything of an SVG text that is too much to draw, and for what it would read from elsewhere. */
export function checkSvg(svg: string): void {
  const problems = new Problems();
  problems.unless(
    svg.length <= MOST_LETTERS,
    `an SVG of ${counted(svg.length)} letters is longer than the ${counted(MOST_LETTERS)} that are drawn`,
  );
  problems.throwIfAny(WORKS);
  const elements = scanSvg(svg, MOST_DRAWN);
  if (!elements) throw tooMany(`more than ${counted(MOST_DRAWN)}`);
  problems.unless(
    !/<!ENTITY/i.test(svg),
    'an SVG with entities of its own (<!ENTITY …>) is not drawn: a few of them stand for any amount of text',
  );
  const { width, height } = svgSize(elements[0]);
  checkPixels('an SVG', width, height, problems);
  checkImages(elements, problems);
  problems.throwIfAny(WORKS);
  const work = new Work(elements);
  const all = work.all();
  if (all.drawn > MOST_DRAWN) throw tooMany(counted(all.drawn));
  const filtered = Math.ceil(all.filtered * width * height);
  problems.unless(
    work.blur <= WIDEST_BLUR,
    `a filter spreads over ${counted(work.blur)} units, more than the ${WIDEST_BLUR} that are drawn`,
  );
  problems.unless(
    filtered <= MOST_FILTERED,
    `its filters go over ${counted(filtered)} pixels, more than the ${counted(MOST_FILTERED)} that are drawn: take fewer, or a smaller picture`,
  );
  problems.throwIfAny(WORKS);
}

function tooMany(elements: string): InputError {
  return new InputError(
    [
      `an SVG of ${elements} elements, each as often as something refers to it, is more than the ${counted(MOST_DRAWN)} that are drawn`,
    ],
    WORKS,
  );
}

const counted = (number: number) =>
  Number.isFinite(number) ? Math.ceil(number).toLocaleString('en') : 'endlessly many';

/** A picture carries its own bytes: nothing is read from a disk or a network, and no drawing hides in another. */
function checkImages(elements: readonly ScannedElement[], problems: Problems): void {
  for (const { name, attributes } of elements) {
    if (name !== 'image' && name !== 'feImage') continue;
    const href = (attributes.get('href') ?? attributes.get('xlink:href') ?? '').trim();
    const isOwn = href === '' || href.startsWith('#') || /^data:image\/(png|jpe?g|gif|webp)[;,]/i.test(href);
    problems.unless(
      isOwn,
      `an image in an SVG carries its own bytes, as data:image/png;base64,… does, and ${asTyped(href)} does not`,
    );
  }
}

/** What an element asks for: elements that are drawn, and how often each pixel is looked at by filters. */
interface Asked {
  readonly drawn: number;
  readonly filtered: number;
}

class Work {
  /** The widest blur that was met. */
  blur = 0;
  readonly #elements: readonly ScannedElement[];
  readonly #byId = new Map<string, ScannedElement>();
  readonly #known = new Map<ScannedElement, Asked | 'asked for'>();
  /** What a style sheet refers to, it may refer to for every element. */
  readonly #everywhere: readonly string[];
  readonly #filtersEverywhere: number;

  constructor(elements: readonly ScannedElement[]) {
    this.#elements = elements;
    for (const element of elements) {
      const id = element.attributes.get('id');
      if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, element);
    }
    const styles = elements.map(({ text }) => text).join('\n');
    this.#everywhere = targetsIn(styles);
    this.#filtersEverywhere = this.#filtersIn(styles);
  }

  all(): Asked {
    const [root] = this.#elements;
    const inTree = root ? this.#of(root, 0) : { drawn: 0, filtered: 0 };
    const styled = this.#everywhere.map((id) => this.#ofTarget(id, 0));
    const each = sum([{ drawn: 0, filtered: this.#filtersEverywhere }, ...styled]);
    return sum([inTree, times(each, this.#elements.length)]);
  }

  /** How many filters stand in a style itself, `blur(5px)`. */
  #filtersIn(style: string): number {
    const found = [...style.matchAll(/(?:blur|drop-shadow)\(([^)]*)\)/gi)];
    for (const [, sizes] of found) this.blur = Math.max(this.blur, ...numbersIn(sizes));
    return found.length;
  }

  #of(element: ScannedElement, level: number): Asked {
    const known = this.#known.get(element);
    // What refers to itself is drawn for ever, and what refers too far is taken for that.
    if (known === 'asked for' || level > DEEPEST || element.depth > DEEPEST) return ENDLESS;
    if (known) return known;
    this.#known.set(element, 'asked for');
    const inside = element.children.map((child) => this.#of(child, level + 1));
    const referred = targetsOf(element).map((id) => this.#ofTarget(id, level + 1));
    const { attributes } = element;
    const own = {
      drawn: 1,
      filtered: this.#filtersIn(`${attributes.get('filter')} ${attributes.get('style')}`),
    };
    const asked = sum([own, ...inside, ...referred]);
    this.#known.set(element, asked);
    return asked;
  }

  #ofTarget(id: string, level: number): Asked {
    const target = this.#byId.get(id);
    if (!target) return { drawn: 0, filtered: 0 };
    if (target.name !== 'filter') return this.#of(target, level);
    this.blur = Math.max(this.blur, ...target.children.map(blurOf));
    return { drawn: 0, filtered: target.children.reduce((all, child) => all + looksOf(child), 0) };
  }
}

const ENDLESS: Asked = { drawn: Number.POSITIVE_INFINITY, filtered: 0 };

function sum(parts: readonly Asked[]): Asked {
  let [drawn, filtered] = [0, 0];
  for (const part of parts) [drawn, filtered] = [drawn + part.drawn, filtered + part.filtered];
  return { drawn, filtered };
}

function times(asked: Asked, often: number): Asked {
  return { drawn: asked.drawn * often, filtered: asked.filtered * often };
}

/** What an element refers to: a use by its address, and all others by url(). */
function targetsOf({ attributes }: ScannedElement): string[] {
  return [...attributes].flatMap(([name, value]) =>
    /(^|:)href$/.test(name)
      ? value.trim().startsWith('#')
        ? [value.trim().slice(1)]
        : []
      : targetsIn(value),
  );
}

function targetsIn(text: string): string[] {
  return [...text.matchAll(/url\(\s*["']?#([^"')]*)/g)].map(([, id]) => id!.trim());
}

const numbersIn = (text = '') => text.split(/[\s,]+/).map((each) => Math.abs(Number.parseFloat(each)) || 0);

function blurOf({ attributes }: ScannedElement): number {
  return Math.max(...numbersIn(attributes.get('stdDeviation')));
}

/** How often a step of a filter looks at each pixel. */
function looksOf({ name, attributes }: ScannedElement): number {
  const most = (attribute: string) => Math.max(...numbersIn(attributes.get(attribute)));
  if (name === 'feMorphology') return (2 * most('radius') + 1) ** 2;
  if (name === 'feConvolveMatrix') return Math.max(3, most('order')) ** 2;
  if (name === 'feTurbulence') return 8 * Math.max(1, most('numOctaves'));
  return 1;
}
