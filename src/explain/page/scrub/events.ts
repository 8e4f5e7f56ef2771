/** How a stepper of Plotly's and the scrubber of its section tell each other at which step they are. */

/** Sent by a stepper that came to a step: a `CustomEvent` with its number. */
export const CAME_TO_STEP = 'aliaslab:came-to-step';
/** Sent to a stepper: go to this step, where there is one. */
export const GO_TO_STEP = 'aliaslab:go-to-step';

/** Sends one of them. */
export function sendStep(at: Element, name: typeof CAME_TO_STEP | typeof GO_TO_STEP, step: number): void {
  at.dispatchEvent(new CustomEvent(name, { bubbles: name === CAME_TO_STEP, detail: step }));
}

/** The step that an event speaks of. */
export function stepOf(event: Event): number {
  return Number((event as CustomEvent<unknown>).detail);
}
