/** The outputs of one run, shown as they come. */
import type { MimeBundle } from '../../jupyter/mime.js';
import type { Claim } from '../claims-words.js';
import { element } from './dom.js';
import type { PageOutput } from './messages.js';
import { outputElement } from './outputs.js';

/** The outputs of one run. */
export class OutputCollector {
  readonly outputs: PageOutput[] = [];
  readonly claims: Claim[] = [];
  readonly #shown: HTMLElement[] = [];
  readonly #byId = new Map<string, number>();
  readonly #at: HTMLElement;
  #isSilent: boolean;
  #began = false;

  constructor(at: HTMLElement, isSilent: boolean) {
    this.#at = at;
    this.#isSilent = isSilent;
  }

  output(output: PageOutput): void {
    const last = this.outputs.at(-1);
    if (output.output_type === 'stream' && last?.output_type === 'stream' && last.name === output.name) {
      last.text += output.text;
    } else this.outputs.push(output);
    this.#show(this.outputs.length - 1);
  }

  display(id: string, data: MimeBundle): void {
    const at = this.#byId.get(id);
    if (at === undefined) {
      this.#byId.set(id, this.outputs.length);
      this.output({ output_type: 'display_data', data, metadata: {} });
    } else {
      this.outputs[at] = { output_type: 'display_data', data, metadata: {} };
      this.#show(at);
    }
  }

  claim(claim: Claim): void {
    this.claims.push(claim);
  }

  /** Whether nothing of it is shown. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** The run has ended: what it did not show is gone. */
  end(): void {
    if (!this.#isSilent && !this.#began) this.#at.replaceChildren();
  }

  /** Shows what was kept back, after all. */
  unmute(): void {
    if (!this.#isSilent) return;
    this.#isSilent = false;
    for (const at of this.outputs.keys()) this.#show(at);
  }

  #show(at: number): void {
    if (this.#isSilent) return;
    if (!this.#began) this.#at.replaceChildren();
    this.#began = true;
    const shown = outputElement(this.outputs[at]!) ?? element('div');
    const before = this.#shown[at];
    if (before === undefined) this.#at.append(shown);
    else before.replaceWith(shown);
    this.#shown[at] = shown;
  }
}
