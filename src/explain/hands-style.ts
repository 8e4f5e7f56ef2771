/** The looks of what can be taken hold of: bits, switches, steps, and the sentence that says what came of it. */
import { INK, OUTCOME, OWNER, USERS } from '../views/palette.js';

/** Only pages that have such things carry it. */
export const handsStyle = `
.hand .owner { margin: 1rem 0 .4rem; display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
.hand .owner > code { padding: 0; background: none; }
.hand .user { --owner: ${OWNER.user.color}; }
.hand .kernel { --owner: ${OWNER.kernel.color}; }
.hand .other { --owner: ${USERS[1]}; }
.hand .badge { display: inline-block; width: 1.6rem; height: 1.6rem; border-radius: 50%; background: var(--owner); color: ${INK.ground}; font-weight: 600; text-align: center; line-height: 1.6rem; }
.bits { display: grid; grid-template-columns: repeat(8, minmax(2.6rem, 3.4rem)); touch-action: none; user-select: none; -webkit-user-select: none; }
.bits button { min-height: 3rem; padding: .2rem 0; font: 600 1.15rem/1.1 var(--mono); color: var(--ink); background: var(--ground); border: 1px solid var(--quiet); border-radius: 0; cursor: grab; }
.bits button + button { border-left: 0; }
.bits button > small { display: block; font: 400 .72rem/1.3 var(--sans); color: var(--quiet); }
.bits button.color { border-top: 4px solid var(--owner); }
.bits button[aria-pressed=true] { background: var(--panel); box-shadow: inset 0 -3px 0 var(--owner); }
.bits button:focus-visible { position: relative; }
.hand .cache { display: block; width: 100%; max-width: 34rem; height: auto; margin: 1rem 0 .25rem; }
.cache rect { fill: var(--panel); stroke: var(--line); }
.cache rect.hit { fill: var(--ground); stroke: var(--ink); stroke-width: 2; }
.cache text { fill: var(--ink); font: 12px var(--sans); }
.cache .user { fill: ${OWNER.user.color}; }
.cache .kernel { fill: ${OWNER.kernel.color}; }
.cache .other { fill: ${USERS[1]}; }
.cache .letter { fill: ${INK.ground}; font-weight: 600; }
.hand .verdict { margin: .5rem 0; padding: .6rem .9rem; border-left: 4px solid var(--trouble); background: var(--panel); }
.hand .verdict.coherent { border-color: ${OUTCOME.fine.color}; }
.hand .verdict b { color: var(--trouble); }
.hand .verdict.coherent b { color: var(--ink); }
.hand .hint { font-size: .9rem; color: var(--quiet); }

.plan { max-width: 44rem; }
.plan .point { display: grid; grid-template-columns: 10.5rem repeat(4, 1fr); align-items: stretch; }
.plan .point + .point { margin-top: -1px; }
.plan .point:nth-child(5) { margin-top: .6rem; }
.plan .name { align-self: center; padding-left: .6rem; border-left: 4px solid var(--owner); font-size: .95rem; }
.plan label { position: relative; display: flex; min-height: 46px; margin-left: -1px; border: 1px solid var(--quiet); align-items: center; justify-content: center; font-size: .95rem; cursor: pointer; user-select: none; -webkit-user-select: none; }
.plan input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.plan label:has(:checked) { background: var(--owner); color: ${INK.ground}; font-weight: 600; }
.plan label:has(:focus-visible) { outline: 3px solid var(--warn); outline-offset: -3px; z-index: 1; }
.hand tr.now > td { background: var(--panel); box-shadow: inset 0 -2px 0 var(--trouble), inset 0 2px 0 var(--trouble); }
.lattice .drawing { min-width: 42rem; width: 100%; }
.hand .scroll + button { min-height: 44px; margin: .5rem 0; padding-inline: 1rem; }
.hand .order { max-width: 40rem; margin: .75rem 0; padding: 0; list-style: none; }
.order > li { display: grid; grid-template-columns: 44px 1.2rem 1.9rem 1fr 46px 46px; align-items: center; gap: .35rem; min-height: 56px; margin: 0 0 .4rem; padding: .2rem .3rem .2rem 0; border: 1px solid var(--quiet); border-radius: 6px; background: var(--ground); cursor: grab; user-select: none; -webkit-user-select: none; }
.order > li.held { background: var(--panel); box-shadow: 0 0 0 2px var(--warn); cursor: grabbing; }
.order .grip { display: grid; place-items: center; align-self: stretch; min-height: 44px; font-size: 1.3rem; color: var(--quiet); touch-action: none; }
.order .losses { display: block; font-weight: 600; color: var(--trouble); }
.order button { min-width: 44px; min-height: 44px; padding: 0; font-size: 1.2rem; touch-action: manipulation; }
.order button[aria-disabled=true] { opacity: .4; cursor: default; }
.hand .order + p > button { min-height: 44px; padding-inline: 1rem; }
.hand .line-left { max-width: 340px; margin: .75rem 0; }
@media print {
  .order button, .order .grip, .order + p { display: none; }
  .order > li { grid-template-columns: 1.2rem 1.9rem 1fr; padding-left: .6rem; }
}
@media (max-width: 40rem) {
  .order > li { grid-template-columns: 44px 1rem 1.7rem 1fr 44px 44px; gap: .15rem; font-size: .95rem; }
  .plan .point { grid-template-columns: repeat(4, 1fr); margin-top: .4rem; }
  .plan .name { grid-column: 1 / -1; padding-block: .2rem; }
  .plan label { font-size: .85rem; }
  .bits { grid-template-columns: repeat(8, 1fr); }
}
`;
