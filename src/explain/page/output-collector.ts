/** The outputs of one run, shown as they come. */
import type { MimeBundle } from '../../jupyter/mime.js';
import type { Claim } from '../claims-words.js';
import type { PageOutput } from './messages.js';
import type { RunOutputs, Shown, ShownOutputs } from './shown-outputs.js';
import { soon } from './together.js';

/** The outputs of one run; those of the run before stay until the first of them. */
export class OutputCollector {
  readonly outputs: PageOutput[] = [];
  readonly claims: Claim[] = [];
  readonly #byId = new Map<string, number>();
  readonly #at: RunOutputs;
  readonly #shown: Shown[] = [];
  #isSilent: boolean;

  constructor(at: ShownOutputs, isSilent: boolean) {
    this.#at = at.begin();
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
    if (!this.#isSilent) soon(this.#put);
  }

  /** Shows what was kept back, after all. */
  unmute(): void {
    if (!this.#isSilent) return;
    this.#isSilent = false;
    for (const at of this.outputs.keys()) this.#show(at);
  }

  /** Elements are made one by one, so that the reader has a turn between two, and come into the page together. */
  #show(at: number): void {
    if (this.#isSilent) return;
    this.#shown[at] = this.#at.take(this.outputs[at]!);
    soon(this.#put);
  }

  readonly #put = () => this.#at.put(this.#shown);
}
