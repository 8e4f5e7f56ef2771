/** The links of one mail, numbered from 1 as they come, each once. */
import { kept } from '../../mail/text.js';

export class Footnotes {
  readonly #links: string[] = [];

  numberOf(link: string): number {
    if (!this.#links.includes(link)) this.#links.push(link);
    return this.#links.indexOf(link) + 1;
  }
  lines(): string[] {
    return this.#links.flatMap((link, i) => kept(`[${i + 1}] ${link}`));
  }
}
