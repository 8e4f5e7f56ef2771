/** The looks of what a live page adds: buttons, the editor, marks of cells that run, are edited or out of date. */
import { BACKDROP, INK } from '../views/palette.js';

/** The second style sheet of a live page; its hash stands in the page's policy. */
export const liveStyle = `
html { scroll-padding-top: 4rem; }
/* Until the script has begun, cells below the first screen are not laid out, and that screen shows sooner. No longer: plots that are drawn out of sight need their size, and links their place. */
@media screen and (scripting: enabled) {
  @supports (overflow-clip-margin: 1px) {
    html:not([data-live]) .cell { content-visibility: auto; contain-intrinsic-size: auto 24rem; overflow-clip-margin: 100vw; }
  }
}
[hidden] { display: none !important; }
button { font: inherit; font-size: .8rem; line-height: 1.2; padding: .3rem .7rem; color: var(--ink); background: var(--ground); border: 1px solid var(--quiet); border-radius: 5px; cursor: pointer; }
button:hover { background: var(--panel); }
button:disabled { color: var(--quiet); border-color: var(--line); cursor: default; }
.tools { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; max-width: var(--measure); margin-inline: auto; padding: .5rem 0; background: var(--ground); border-bottom: 1px solid var(--line); box-shadow: 0 0 0 100vmax var(--ground); clip-path: inset(0 -100vmax -1px); }
.tools + * + main, .tools + main { padding-top: 1.75rem; }
th > button { padding: 0; font: inherit; text-align: inherit; color: inherit; background: none; border: 0; border-radius: 2px; }
th > button:hover { background: none; text-decoration: underline; }
th[aria-sort] > button::after { content: " ↑" / ""; color: var(--quiet); }
th[aria-sort=descending] > button::after { content: " ↓" / ""; }
.said { font-size: .8rem; color: var(--quiet); }
.notice, .flips { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; max-width: var(--measure); margin: .75rem auto 0; padding: .6rem 1rem; border: 1px dashed var(--trouble); border-radius: 6px; }
.notice p, .flips p { flex: 1 1 20rem; margin: 0; font-size: .9rem; }
.choices { display: flex; flex-wrap: wrap; gap: .5rem; }
.choices + p { margin-top: .75rem; }
.choices button { position: relative; min-height: 44px; max-width: 100%; padding: .4rem 1.8rem .4rem .9rem; font-size: .95rem; text-align: left; }
.choices [aria-checked=true] { border-color: var(--warn); box-shadow: inset 0 0 0 1px var(--warn); }
.choices [data-is=answer]::after { content: "✓" / ", the answer"; position: absolute; right: .7rem; font-weight: 600; }
.choices [aria-disabled=true] { cursor: default; color: var(--quiet); }
.choices [aria-disabled=true]:is([aria-checked=true], [data-is=answer]) { color: var(--ink); }
.choices [aria-disabled=true]:hover { background: var(--ground); }
.predicted { max-width: var(--measure); margin: 2rem auto 0; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 6px; }
.predicted p { margin: 0 0 .5rem; }
.flips { border-style: solid; border-color: var(--warn); }
.tools button, .cell-tools .run { min-width: 3.4rem; }
.cell-tools .undo { min-width: 5.6rem; }
.cell-tools { display: flex; gap: .4rem; justify-content: flex-end; align-items: center; margin-bottom: .3rem; }
.cell-tools:has(+ .code-fold) { float: right; margin: 0 0 .3rem .8rem; }
.cell-tools button { padding: .15rem .6rem; font-size: .75rem; border-color: var(--line); }
.note { margin-right: auto; font-size: .75rem; color: var(--quiet); }
[data-live]:not([data-live=framed]) .prompt { top: 2.6rem; }
.running .code { border-left-color: var(--warn); }
.foreign .code { outline: 2px dashed var(--trouble); outline-offset: 3px; }
.foreign .note { color: var(--trouble); font-weight: 600; }
[data-live]:not([data-live=framed]) .prompt:has(+ .whole) { top: 0; }
.stale .claimed, .stale .outputs { border-left: 3px dashed var(--warn); padding-left: .7rem; }
.editing { padding: .65rem .9rem; }
.editing:focus-within { outline: 3px solid var(--warn); outline-offset: 1px; }
.plot { width: 100%; background: ${INK.ground}; border-radius: 4px; overflow: hidden; }
.plot .modebar--hover:focus-within { opacity: 1 !important; }
.plot .modebar-btn:focus-visible { outline-width: 3px; }
.out-of-sight { position: absolute; top: 0; width: 0; height: 0; overflow: hidden; visibility: hidden; }
.plot > div { transform-origin: 0 0; }
.steps { display: flex; gap: .4rem; margin: .4rem 0 0; }
.scrubber { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; margin: 0 0 .6rem; font-size: .85rem; color: var(--quiet); }
.scrubber input { flex: 1 1 12rem; max-width: 22rem; min-height: 44px; margin: 0; accent-color: var(--warn); }
.scrubber span { flex: 1 1 18rem; }
.drawing .lit { outline: 2px solid var(--warn); outline-offset: 1px; }
tr.lit > :is(th, td):is(*, :last-child) { background: color-mix(in srgb, var(--warn) 12%, var(--ground)); }
tr.lit > :first-child { box-shadow: -.4rem 0 var(--warn); }
progress { vertical-align: middle; }
dialog { max-width: 34rem; padding: 1.25rem 1.5rem; color: var(--ink); background: var(--ground); border: 1px solid var(--quiet); border-radius: 8px; }
dialog::backdrop { background: ${BACKDROP}; }
dialog h2 { margin: 0 0 .6rem; font-size: 1.15rem; }
dialog > pre.theirs { max-height: 30vh; background: var(--panel); padding: .5rem .75rem; }
dialog > pre { max-height: 60vh; overflow: auto; font-size: .75rem; white-space: pre-wrap; }
footer button { margin-top: .5rem; }
dialog .buttons { display: flex; gap: .5rem; margin: 0; }
@media (pointer: coarse), (max-width: 40rem) {
  button, .cell-tools button { min-width: 44px; min-height: 44px; }
  .modebar-container { display: none; }
}
/* Rows of buttons that stay would take a fifth of a small screen; a cell has its own Stop. */
@media (max-width: 40rem) { .tools { position: static; } html { scroll-padding-top: 1.5rem; } }
@media screen and (max-width: 56rem) { .prompt { float: left; } .prompt:has(+ .whole) { display: none; } }
@media print {
  .tools, .notice, .flips, .cell-tools, .predicted button, footer button, .steps, .scrubber, .modebar-container { display: none; }
  .drawing .lit { outline: 0; }
  tr.lit > :is(th, td):is(*, :last-child) { background: none; box-shadow: none; }
}
`;
