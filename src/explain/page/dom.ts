/** Elements, made in one line. Text goes in as text: nothing here parses HTML. */

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with attributes and content. An attribute that is `true` stands without a value, `false` is left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  attributes: Attributes = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(tag);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? '' : value);
  }
  made.append(...content);
  return made;
}

/** The same of a drawing; names of attributes are those of SVG. */
export function svgElement(
  name: string,
  attributes: Iterable<readonly [name: string, value: string | number]>,
  ...content: (Node | string)[]
): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of attributes) made.setAttribute(attribute, String(value));
  made.append(...content);
  return made;
}

/** A button that does something when it is pressed. */
export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', press);
  return made;
}

/** Sets a text and a name for assistive technology, where they are others: a browser lays out anew what is set, the same or not. */
export function relabel(it: HTMLElement, text: string, name?: string): void {
  if (it.textContent !== text) it.textContent = text;
  if (name !== undefined && it.getAttribute('aria-label') !== name) it.setAttribute('aria-label', name);
}
