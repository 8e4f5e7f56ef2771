/** The links of one mail, numbered from 1 as they come, each once. */
import { kept } from '../../mail/text.js';

export class Footnotes {
  readonly #numbers = new Map<string, number>();

  numberOf(link: string): number {
    const number = this.#numbers.get(link) ?? this.#numbers.size + 1;
    this.#numbers.set(link, number);
    return number;
  }
  lines(): string[] {
    return [...this.#numbers].flatMap(([link, number]) => kept(`[${number}] ${link}`));
  }
}
