/**
 * The script of pages that are served while their notebooks run: asks the server what came of each, and writes it into the lines
 * that stand for it. It asks until all is done, and ends where the server has.
 */

import { isRecord } from '../../../units/is-record.js';

/** Often enough to be followed by eye. */
const EVERY_MS = 1000;

async function follow(): Promise<void> {
  for (;;) {
    const state = await asked();
    if (state === undefined) return;
    for (const [page, mark] of Object.entries(state.pages)) show(page, mark);
    if (state.done === true) return;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

async function asked(): Promise<{ done: unknown; pages: Record<string, unknown> } | undefined> {
  try {
    const state: unknown = await (await fetch('/state.json')).json();
    return isRecord(state) && isRecord(state.pages) ? { done: state.done, pages: state.pages } : undefined;
  } catch {
    // The server was ended: what stands on the page goes on to hold.
    return undefined;
  }
}

function show(page: string, mark: unknown): void {
  if (!isRecord(mark) || typeof mark.kind !== 'string' || typeof mark.text !== 'string') return;
  for (const line of document.querySelectorAll<HTMLElement>('.mark')) {
    if (line.dataset.page !== page || line.textContent === mark.text) continue;
    line.className = `mark ${mark.kind}`;
    line.textContent = mark.text;
    line.hidden = mark.text === '';
  }
}

void follow();
