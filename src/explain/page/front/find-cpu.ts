/**
 * The search field over the atlas. What is found says what is known and what was decided of the CPU, puts it into the picture, and
 * leads to the first story with it. The address keeps which CPU it is (`#cpu=SH7750`), so that it can be sent.
 */

import type { MachineDescription } from '../../../linux/machine-description.js';
import { allProcessors } from '../../../ports/processors/index.js';
import { InputError } from '../../../units/problems.js';
import { decodedUri } from '../../../units/uri.js';
import { cellFor, cpuStory, type StoryCell } from '../../cpu-story.js';
import { ownId } from '../../own-ids.js';
import { button, element } from '../dom.js';
import { fragmentOf } from '../link.js';

const PREFIX = '#cpu=';

/** The field, and what it has found. */
export class FindCpu {
  readonly #found = element('div', { class: 'found', 'aria-live': 'polite' });
  readonly #input = element('input', {
    type: 'search',
    list: ownId('cpus'),
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'SH7750, ARM926EJ-S, 24Kc …',
  });
  readonly #put: (machine: MachineDescription) => void;
  /** Of two that were asked for, the later one is shown. */
  #asked = 0;

  constructor(root: HTMLElement, put: (machine: MachineDescription) => void) {
    this.#put = put;
    const names = allProcessors().flatMap((row) => [...row.names, row.name]);
    const options = [...new Set(names)].map((name) => element('option', { value: name }));
    // Not a form: nothing is sent anywhere, and the policy forbids it.
    const row = element(
      'div',
      { class: 'asked', role: 'search' },
      element('label', {}, 'Name of a processor, or of its core', this.#input),
      button('Find', () => this.#take()),
      element('datalist', { id: ownId('cpus') }, ...options),
    );
    this.#input.addEventListener('keydown', ({ key }) => key === 'Enter' && this.#take());
    // A name that was chosen from the list is meant as it stands.
    this.#input.addEventListener('change', () => names.includes(this.#input.value) && this.#take());
    root.querySelector('.without-script')?.replaceWith(row, this.#found);
  }

  /** Looks up what the address says. */
  followAddress(): void {
    if (!location.hash.startsWith(PREFIX)) return;
    const asked = decodedUri(location.hash.slice(PREFIX.length));
    if (asked === undefined) return;
    this.#input.value = asked;
    void this.#show(asked);
  }

  #take(): void {
    const asked = this.#input.value.trim();
    if (asked === '') return;
    const hash = `${PREFIX}${encodeURIComponent(asked)}`;
    if (location.hash === hash) void this.#show(asked);
    else location.hash = hash;
  }

  async #show(asked: string): Promise<void> {
    const mine = ++this.#asked;
    try {
      const story = cpuStory(asked);
      const onto = await linkOf(story.machine);
      if (mine !== this.#asked) return;
      if (story.machine !== undefined) this.#put(story.machine);
      this.#found.replaceChildren(
        element('h3', {}, story.name),
        element('ul', {}, ...story.says.map((sentence) => element('li', {}, sentence))),
        element('p', {}, 'In a terminal: ', element('code', {}, story.line)),
        element('div', { class: 'onto' }, ...onto, this.#copy()),
      );
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#found.replaceChildren(element('p', {}, `${error.problems.join('. ')}.`));
    }
  }

  #copy(): HTMLButtonElement {
    const copy = button('Copy a link to this', async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        copy.textContent = 'Copied';
      } catch {
        // The browser may refuse; the address bar has it all the same.
        copy.textContent = 'The link is in the address bar';
      }
    });
    return copy;
  }
}

/** A link to the first story with this machine in it; nothing where there is no such page, or no machine. */
async function linkOf(machine: MachineDescription | undefined): Promise<HTMLElement[]> {
  const data = document.getElementById(ownId('story'))?.textContent;
  if (machine === undefined || data === undefined || data === null) return [];
  const { href, hash, cell, source } = JSON.parse(data) as StoryCell;
  const fragment = await fragmentOf(new Map([[cell, cellFor(source, machine)]]), hash);
  return fragment === undefined
    ? []
    : [element('a', { href: href + fragment }, `The story on ${machine.name}`)];
}
