/**
 * The looks of a page: a calm reading column, light and dark, screen and paper. Its colors are those
 * of the palette, as variables of CSS.
 */
import { INK, PAGE, PAPER } from '../views/palette.js';
import { darkDrawings } from './dark-drawings.js';

/** The tokens of code that have a color, as classes of Lezer's highlighter. */
export const coloredTokens = {
  keyword: ['tok-keyword', 'tok-operatorKeyword', 'tok-bool', 'tok-atom'],
  string: ['tok-string', 'tok-string2'],
  number: ['tok-number', 'tok-literal'],
  type: ['tok-typeName', 'tok-className', 'tok-namespace'],
  comment: ['tok-comment'],
} as const;

const tokenRules = Object.entries(coloredTokens)
  .map(([color, classes]) => `${classes.map((name) => `.${name}`).join(', ')} { color: var(--${color}); }`)
  .concat('.tok-comment { font-style: italic; }')
  .join('\n');

/** `--ground: #ffffff; --ink: …` */
function variables(colors: Readonly<Record<string, string>>): string {
  return Object.entries(colors)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ');
}

/** The one style sheet of every page; its hash stands in the page's policy. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  ${variables(PAGE.light)}
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --measure: 46rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    ${variables(PAGE.dark)}
  }
}
* { box-sizing: border-box; }
html { font: 106.25%/1.6 var(--sans); scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; padding: 0 1.25rem; background: var(--ground); color: var(--ink); overflow-wrap: break-word; }
main, footer, nav { max-width: var(--measure); margin-inline: auto; }
main { padding-block: 3rem 2rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .07em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--warn); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .25rem .75rem; background: var(--ground); z-index: 1; }

h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; margin: 2.2em 0 .6em; }
h1 { font-size: 2.1rem; letter-spacing: -.015em; margin-top: 0; }
h2 { font-size: 1.45rem; letter-spacing: -.01em; }
h3 { font-size: 1.15rem; }
h4, h5, h6 { font-size: 1rem; }
p, ul, ol, dl, blockquote, details, figure, table, .scroll { margin: 0 0 1rem; }
ul, ol { padding-left: 1.5rem; }
li + li { margin-top: .25rem; }
li > p:last-child, blockquote > :last-child, details > :last-child { margin-bottom: 0; }
blockquote { padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
details { padding: .6rem 1rem; border: 1px solid var(--line); border-radius: 6px; }
summary { cursor: pointer; font-weight: 600; }
details[open] > summary { margin-bottom: .6rem; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem 0; }
code, pre, kbd, samp { font-family: var(--mono); font-size: .85em; }
:not(pre) > code, kbd { padding: .1em .3em; background: var(--panel); border-radius: 4px; }
td > code, caption code { padding: 0; background: none; }
pre { margin: 0 0 1rem; line-height: 1.5; tab-size: 2; }
pre code { font-size: 1em; }

.cell { position: relative; display: flow-root; margin: 1.25rem 0 1.75rem; }
.cell > :last-child, .outputs > :last-child { margin-bottom: 0; }
.prompt { position: absolute; right: calc(100% + .6rem); top: .75rem; font: .72rem/1.6 var(--mono); color: var(--quiet); }
.prompt:has(+ .whole) { top: 0; }
.code, .prose pre, .raw { padding: .65rem .9rem; background: var(--panel); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.code { margin-bottom: .75rem; border-left: 3px solid var(--line); border-radius: 0 6px 6px 0; }
.outputs > * { margin: 0 0 .9rem; }
.text { overflow-x: auto; padding: .1rem 0 .3rem; }
.stderr, .error { padding: .5rem .9rem; border-left: 3px solid var(--warn); background: var(--panel); border-radius: 0 6px 6px 0; }
.stderr > p { margin: 0; font-size: .75rem; color: var(--quiet); }
.error { border-color: var(--error); background: var(--error-ground); }
.error > p { margin: 0 0 .3rem; color: var(--error); font-weight: 600; }
.stderr > pre, .error > pre { margin: 0; }
.error > pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }

.predict { max-width: var(--measure); margin: 0 0 1.25rem; padding: .75rem 1rem; border-left: 3px solid var(--warn); background: var(--panel); border-radius: 0 6px 6px 0; }
.predict > :last-child { margin-bottom: 0; }
.answer { padding: 0; border: 0; }
.answer > summary { font-size: .9rem; }
.claims, .code-fold { margin: 0; padding: 0; border: 0; font-size: .85rem; color: var(--quiet); }
.claims > summary, .code-fold > summary { font-weight: 400; }
.code-fold > summary { padding-block: .2rem; }
.code-fold + .outputs { margin-top: .5rem; }
@media (pointer: coarse) { .answer > summary, .claims > summary, .code-fold > summary { padding-block: .7rem; } }
.claimed { list-style: none; padding: 0; }
.claimed li { padding-left: 1.3rem; text-indent: -1.3rem; }
.claimed [data-holds=false] { color: var(--trouble); }

.scroll { overflow-x: auto; max-width: 100%; }
/* A shadow at an edge says that there is more behind it. */
.scroll, .outputs > .text {
  --edge: color-mix(in srgb, var(--quiet) 45%, transparent);
  background:
    linear-gradient(90deg, var(--ground) 35%, transparent) 0 0 / 2.5rem 100% no-repeat local,
    linear-gradient(270deg, var(--ground) 35%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
    linear-gradient(90deg, var(--edge), transparent) 0 0 / .6rem 100% no-repeat scroll,
    linear-gradient(270deg, var(--edge), transparent) 100% 0 / .6rem 100% no-repeat scroll;
}
/* A wide table may use the margin to its right before it scrolls. */
.outputs .scroll { width: max-content; max-width: calc(100% + max(0px, (100vw - var(--measure)) / 2 - 2.5rem)); }
td strong { color: var(--trouble); }
table { border-collapse: collapse; margin: 0; font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { caption-side: top; text-align: left; padding: 0 0 .5rem; color: var(--quiet); }
th, td { padding: .32rem .55rem .32rem 0; text-align: left; vertical-align: top; }
th + th, td + td { padding-left: .55rem; }
th { font-weight: 600; vertical-align: bottom; }
[align=right] { text-align: right; }
[align=center] { text-align: center; }
thead { border-bottom: 2px solid var(--line); }
tbody tr + tr { border-top: 1px solid var(--line); }
tfoot td { color: var(--quiet); border-top: 2px solid var(--line); }

img { display: block; max-width: 100%; height: auto; background: ${INK.ground}; border-radius: 4px; }
.drawing { display: block; max-width: 100%; height: auto; }
.drawing text { white-space: pre; }
.pan { overflow-x: auto; }
.prose p img { display: inline-block; vertical-align: middle; }
figure { margin-inline: 0; }
figcaption { margin-top: .4rem; font-size: .9rem; line-height: 1.45; color: var(--quiet); text-wrap: pretty; }

${tokenRules}

nav { margin-block: 1.5rem; font-size: .9rem; line-height: 1.4; }
nav ol { margin: 0; padding: .9rem 1rem .9rem 2.4rem; border: 1px solid var(--line); border-radius: 6px; }
@media (min-width: 56rem) and (max-width: 89.99rem) { nav ol { columns: 2; column-gap: 2.5rem; } }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
footer { padding: 1.25rem 0 3rem; border-top: 1px solid var(--line); font-size: .85rem; color: var(--quiet); }
footer p { margin: 0 0 .25rem; }
.pages { list-style: none; padding: 0; margin-top: 2rem; }
.pages li { padding: 1rem 0; border-top: 1px solid var(--line); }
.pages a { font-size: 1.15rem; font-weight: 600; text-decoration: none; }
.pages a:hover { text-decoration: underline; }
.pages p { margin: .25rem 0 0; color: var(--quiet); }

@media (prefers-color-scheme: dark) { img { padding: .5rem; } }
${darkDrawings}
@media (max-width: 56rem) {
  .prompt { position: static; display: block; margin-bottom: .15rem; }
}
@media screen and (max-width: 64rem) {
  .outputs .scroll { width: auto; container-type: inline-size; }
  caption { max-width: 100cqi; }
}
@media screen and (max-width: 56rem) {
  /* Words of a picture stay as large as they are; what it says is read before it. */
  .pan > * { max-width: none; }
  .pan > .plot { min-width: var(--own-width); }
  .rich > figure { display: flex; flex-direction: column; }
  .rich > figure > figcaption { order: -1; margin: 0 0 .4rem; }
  .verdict-last :is(th, td):last-child { position: sticky; right: 0; min-width: 5.5rem; max-width: 9rem; padding-left: .6rem; background: var(--ground); box-shadow: -.4rem 0 .4rem -.4rem var(--quiet); }
}
@media (pointer: coarse), (max-width: 40rem) {
  summary, nav li > a, .way > a { min-height: 44px; padding-block: .6rem; }
  nav li > a { display: block; }
}
@media (max-width: 40rem) {
  td > code { font-size: 1em; }
  table { font-size: .78rem; }
  th, td { padding-right: .3rem; }
  th + th, td + td { padding-left: .3rem; }
  html { font-size: 100%; }
  body { padding: 0 1rem; }
  main { padding-block: 1.75rem 1.5rem; }
  h1 { font-size: 1.6rem; }
  h2 { font-size: 1.25rem; }
}
@media (min-width: 90rem) {
  nav { position: fixed; top: 3rem; right: calc(50vw + var(--measure) / 2 + 3.5rem); width: 15rem; max-height: calc(100vh - 6rem); overflow-y: auto; margin: 0; }
  nav ol { border: 0; padding: 0 0 0 1.4rem; }
}
@media print {
  :root { ${variables(PAPER)} }
  html { font-size: 10.5pt; }
  body { padding: 0; }
  main, footer { max-width: none; padding-block: 0 1rem; }
  nav, .skip { display: none; }
  .prompt { position: static; display: block; }
  .scroll, .text, .pan { overflow: visible; white-space: pre-wrap; background: none; }
  /* A column that the paper has no room for would be cut. */
  .outputs .scroll { width: auto; max-width: none; }
  table { font-size: 8pt; }
  th, td, th button { overflow-wrap: anywhere; white-space: normal; }
  details::details-content { content-visibility: visible; display: block; }
  figure, tr, .code { break-inside: avoid; }
  h1, h2, h3, caption { break-after: avoid; }
  a { color: inherit; }
}
`;
