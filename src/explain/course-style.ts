/** The looks of what leads from page to page: the front page, the map, the way, the marks. */
import { OUTCOME } from '../views/palette.js';

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
  .pages img { float: none; display: block; width: 100%; height: 8rem; margin: 0 0 .6rem; }
}
@media print {
  .way, .onward, .mark, .find { display: none; }
}
`;
