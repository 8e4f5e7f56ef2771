/**
 * The ids of what is on a page beside its text: where the text begins, the packed parts, dialogs. A heading's id is its own
 * text, as Jupyter has it, so it may be nearly anything; it never begins as these do.
 */

const OWN = 'aliaslab:';

/** The id of something of the page's own. */
export function ownId(name: string): string {
  return `${OWN}${name}`;
}

/** Where the text begins. */
export const TEXT_ID = ownId('text');

/** The one id on a page that is another's: Plotly looks for its style sheet under it. */
export const PLOTLY_STYLE_ID = 'plotly.js-style-global';

/** The id of a heading with this text that none of `taken` is, nor any of the page's own. */
export function headingId(text: string, taken: ReadonlySet<string>): string {
  // Half of a letter cannot stand in an address.
  const slug = text.replaceAll(' ', '-').replace(/\p{Surrogate}/gu, '\ufffd');
  const name = slug.startsWith(OWN) || slug === PLOTLY_STYLE_ID ? `-${slug}` : slug;
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
  return id;
}
