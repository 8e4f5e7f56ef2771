/**
 * How much work the elements of an SVG are, counted before anybody draws them. A few lines can ask for as much as they like,
 * since a `<use>`, a mask or a pattern draws what it names once more, and that may do the same:
 *
 *     a: 10 circles   b: 10 × use a   c: 10 × use b   …   one line more, ten times the work
 */

import { DEEPEST, localName, type SvgElement } from './svg-scan.js';

/** What a drawing asks for. */
export interface SvgWork {
  /** Elements that are drawn, each as often as something names it. */
  readonly drawn: number;
  /** How often filters look at each pixel. */
  readonly filtered: number;
  /** The widest blur, in units of the drawing. */
  readonly blur: number;
}

type Asked = Pick<SvgWork, 'drawn' | 'filtered'>;

/** The work of all elements of a drawing, the outermost first. */
export function svgWork(elements: readonly SvgElement[]): SvgWork {
  const count = new Count(elements);
  const inTree = count.of(elements[0]!, 0);
  // A style sheet may have each element draw what it names, and that again.
  const sheets = elements.filter(({ name }) => name === 'style').map(({ text }) => text);
  const styled = [...new Set(sheets.flatMap((text) => [...namesInSheet(text)]))].map((name) =>
    count.styled(name),
  );
  const filters = [...styled.map(({ filtered }) => filtered), ...sheets.map((text) => count.filtersIn(text))];
  return {
    drawn: styled.reduce((product, { drawn }) => product * (1 + drawn), inTree.drawn),
    filtered: inTree.filtered + elements.length * filters.reduce((sum, each) => sum + each, 0),
    blur: count.blur,
  };
}

/** Counts each element once, and what a name stands for once. */
class Count {
  blur = 0;
  readonly #byName = new Map<string, SvgElement[]>();
  readonly #known = new Map<SvgElement | string, Asked>();

  constructor(elements: readonly SvgElement[]) {
    for (const element of elements)
      for (const [attribute, id] of element.attributes) {
        if (localName(attribute) !== 'id') continue;
        const same = this.#byName.get(id);
        if (same) same.push(element);
        else this.#byName.set(id, [element]);
      }
  }

  of(element: SvgElement, level: number): Asked {
    return this.#once(element, level, () => {
      const { attributes, children } = element;
      const values = [...attributes].filter(([name]) => localName(name) !== 'id').map(([, value]) => value);
      const names = values.flatMap(namesIn);
      const own = { drawn: 1, filtered: this.filtersIn(values.join(' ')) };
      return sum([
        own,
        ...children.map((child) => this.of(child, level + 1)),
        ...names.map((name) => this.#ofName(name, level + 1)),
      ]);
    });
  }

  /** What a style sheet has an element draw by a name: nothing more where it is a color. */
  styled(name: string): Asked {
    const isColor = (this.#byName.get(name) ?? []).every((each) =>
      /^(?:linear|radial)Gradient$/.test(each.name),
    );
    return isColor ? NOTHING : this.#ofName(name, 0);
  }

  /** How many filters stand in a style itself, `blur(5px)`. */
  filtersIn(style: string): number {
    const found = [...style.matchAll(/(?:blur|drop-shadow)\(([^()]*)/gi)];
    for (const [, sizes] of found) this.blur = Math.max(this.blur, greatest(sizes));
    return found.length;
  }

  /** Whoever draws takes the first or the last of the same name; all are counted. A filter looks at what names it. */
  #ofName(name: string, level: number): Asked {
    return this.#once(name, level, () => {
      const targets = this.#byName.get(name) ?? [];
      const steps = targets.filter((each) => each.name === 'filter').flatMap(({ children }) => children);
      for (const { attributes } of steps)
        this.blur = Math.max(this.blur, greatest(attributes.get('stdDeviation')));
      const looks = steps.reduce((all, step) => all + looksOf(step), 0);
      return sum([{ drawn: 0, filtered: looks }, ...targets.map((each) => this.of(each, level))]);
    });
  }

  #once(key: SvgElement | string, level: number, count: () => Asked): Asked {
    const known = this.#known.get(key);
    if (known) return known;
    // What names itself in a circle is drawn without an end, or not at all, and what leads too far is taken for that.
    if (level > DEEPEST) return ENDLESS;
    this.#known.set(key, ENDLESS);
    const asked = count();
    this.#known.set(key, asked);
    return asked;
  }
}

const NOTHING: Asked = { drawn: 0, filtered: 0 };
const ENDLESS: Asked = { drawn: Number.POSITIVE_INFINITY, filtered: 0 };

function sum(parts: readonly Asked[]): Asked {
  let [drawn, filtered] = [0, 0];
  for (const part of parts) [drawn, filtered] = [drawn + part.drawn, filtered + part.filtered];
  return { drawn, filtered };
}

/** Each `#name` of an attribute. A color may look like one, and then is the name of nothing. */
function namesIn(value: string): string[] {
  if (!value.includes('#') || value.startsWith('data:')) return [];
  return Array.from(value.matchAll(/#([^\s"'(),;#{}]+)/g), ([, name]) => name!);
}

/** Each `url(#name)` of a style sheet, also with a quotation mark or a remark before the name. `#name { … }` draws nothing. */
function namesInSheet(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(/[("'/\\]\s*#([^\s"'(),;#{}]+)/g)) names.add(name!);
  return names;
}

/** The greatest number in a list of them. */
function greatest(list = ''): number {
  return list
    .split(/[\s,]+/)
    .reduce((most, each) => Math.max(most, Math.abs(Number.parseFloat(each)) || 0), 0);
}

/** How often a step of a filter looks at each pixel. */
function looksOf({ name, attributes }: SvgElement): number {
  const most = (attribute: string) => greatest(attributes.get(attribute));
  if (name === 'feMorphology') return (2 * most('radius') + 1) ** 2;
  if (name === 'feConvolveMatrix') return Math.max(3, most('order')) ** 2;
  if (name === 'feTurbulence') return 8 * Math.max(1, most('numOctaves'));
  return 1;
}
