/** The looks of what leads from page to page: the front page with what can be dragged on it, the map, the way, the marks. */
import { INK, OUTCOME, OWNER } from '../views/palette.js';

/** A style sheet of its own: only pages that have these things carry it. */
export const courseStyle = `
.way { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: center; margin-block: 0; padding-block: .75rem 0; position: static; width: auto; max-height: none; }
.way > a, .way > span { padding-block: .5rem; }
.onward { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: .75rem; margin-block: 0 2rem; }
.onward > a { display: block; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 6px; font-weight: 600; }
.onward > a > span { display: block; font-weight: 400; color: var(--quiet); }
.mark { max-width: var(--measure); margin: .5rem auto 0; padding: .35rem .75rem; border-left: 3px solid var(--line); font-size: .85rem; color: var(--quiet); }
.mark.running { border-color: var(--warn); }
.mark.checked { border-color: ${OUTCOME.fine.color}; }
.mark.checked::before { content: "✓ " / ""; }
.mark.differs, .mark.failed { border-color: var(--error); color: var(--error); }
.mark.differs::before, .mark.failed::before { content: "✗ " / ""; }
.mark[hidden] { display: none; }
li > .mark { margin-inline: 0; }

.paths { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: .75rem; padding: 0; list-style: none; }
.paths > li { margin: 0; padding: 1rem; border: 1px solid var(--line); border-radius: 6px; }
.paths h3 { margin: 0 0 .25rem; font-size: 1rem; }
.paths p { margin: 0 0 .5rem; color: var(--quiet); font-size: .9rem; line-height: 1.45; }
.paths ol { margin: 0; padding-left: 1.4rem; }
.paths ol a { display: inline-block; padding-block: .3rem; }
.pages { margin-top: 0; }
.pages li { display: flow-root; }
.pages h3 { margin: 0; font-size: 1.15rem; }
.pages .number { display: inline-block; min-width: 1.6em; color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
.pages h3 > a { padding-block: .4rem; }
@media (pointer: coarse), (max-width: 40rem) { .paths ol a, .pages h3 > a { display: inline-block; min-height: 44px; padding-block: .6rem; } }
.pages img { float: right; width: 11rem; height: 6.5rem; margin: 0 0 .5rem 1rem; object-fit: cover; object-position: 0 0; border: 1px solid var(--line); }
.pages .facts { font-size: .85rem; }

.two-names h2, .find h2 { margin-top: 1.5rem; }
.two-names .owner { margin: 1rem 0 .4rem; display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
.two-names .owner > code { padding: 0; background: none; }
.two-names .user { --owner: ${OWNER.user.color}; }
.two-names .kernel { --owner: ${OWNER.kernel.color}; }
.two-names .badge { display: inline-block; width: 1.6rem; height: 1.6rem; border-radius: 50%; background: var(--owner); color: ${INK.ground}; font-weight: 600; text-align: center; line-height: 1.6rem; }
.bits { display: grid; grid-template-columns: repeat(8, minmax(2.6rem, 3.4rem)); touch-action: none; user-select: none; -webkit-user-select: none; }
.bits button { min-height: 3rem; padding: .2rem 0; font: 600 1.15rem/1.1 var(--mono); color: var(--ink); background: var(--ground); border: 1px solid var(--quiet); border-radius: 0; cursor: grab; }
.bits button + button { border-left: 0; }
.bits button > small { display: block; font: 400 .72rem/1.3 var(--sans); color: var(--quiet); }
.bits button.color { border-top: 4px solid var(--owner); }
.bits button[aria-pressed=true] { background: var(--panel); box-shadow: inset 0 -3px 0 var(--owner); }
.bits button:focus-visible { position: relative; }
.two-names .cache { display: block; width: 100%; max-width: 34rem; height: auto; margin: 1rem 0 .25rem; }
.cache rect { fill: var(--panel); stroke: var(--line); }
.cache rect.hit { fill: var(--ground); stroke: var(--ink); stroke-width: 2; }
.cache text { fill: var(--ink); font: 12px var(--sans); }
.cache .user { fill: ${OWNER.user.color}; }
.cache .kernel { fill: ${OWNER.kernel.color}; }
.cache .letter { fill: ${INK.ground}; font-weight: 600; }
.two-names .verdict { margin: .5rem 0; padding: .6rem .9rem; border-left: 4px solid var(--trouble); background: var(--panel); }
.two-names .verdict.coherent { border-color: ${OUTCOME.fine.color}; }
.two-names .verdict b { color: var(--trouble); }
.two-names .verdict.coherent b { color: var(--ink); }
.two-names .hint { font-size: .9rem; color: var(--quiet); }
.asked { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
.asked label { flex: 1 1 14rem; font-size: .9rem; color: var(--quiet); }
.asked input { display: block; width: 100%; min-height: 2.75rem; padding: .4rem .7rem; font: inherit; font-size: 1rem; color: var(--ink); background: var(--ground); border: 1px solid var(--quiet); border-radius: 5px; }
.asked button, .found button { min-height: 2.75rem; padding: .4rem 1rem; font: inherit; font-size: .9rem; color: var(--ink); background: var(--ground); border: 1px solid var(--quiet); border-radius: 5px; cursor: pointer; }
.found { margin-top: 1rem; }
.found:empty { display: none; }
.found h3 { margin: 0 0 .5rem; }
.found ul { margin-bottom: .75rem; }
.found .onto { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
.found .onto > a { padding-block: .6rem; }
@media (max-width: 40rem) {
  .way { column-gap: .9rem; }
  .bits { grid-template-columns: repeat(8, 1fr); }
  .pages img { float: none; display: block; width: 100%; height: 8rem; margin: 0 0 .6rem; }
}
@media print {
  .way, .onward, .mark, .find { display: none; }
}
`;
