/** The looks of knobs: words of the text that can be turned. Only pages that have them carry it. */

/** A knob stands in its line as its word did; on phones a finger finds it, without more room between the lines. */
export const knobsStyle = `
.knob select { appearance: none; field-sizing: content; max-width: 100%; margin: 0; padding: 0 1.05em 0 .1em; font: inherit; font-weight: 600; line-height: inherit; color: var(--link); background: linear-gradient(45deg, transparent 50%, currentColor 50%) right .5em center / .3em .3em no-repeat, linear-gradient(-45deg, transparent 50%, currentColor 50%) right .2em center / .3em .3em no-repeat; border: 0; border-bottom: 2px dotted; border-radius: 0; cursor: pointer; }
.knob select:disabled { color: inherit; opacity: 1; background: none; padding-right: .1em; border-bottom-color: var(--quiet); cursor: default; }
.knob option { color: var(--ink); background: var(--ground); font-weight: 400; }
.knob-note { font-size: .85em; color: var(--trouble); }
@media (pointer: coarse), (max-width: 40rem) {
  .knob select { min-width: 44px; height: 44px; margin-block: -10px; text-align-last: right; border-bottom: 0; text-decoration: underline dotted 2px; text-underline-offset: .3em; }
}
@media print {
  .knob select { padding: 0; color: inherit; background: none; border: 0; font-weight: inherit; text-decoration: none; }
}
`;
