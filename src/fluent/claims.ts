/** `claims()`: what an explanation claims, checked where it is claimed, and counted at the end. */
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import { count } from '../views/words.js';
import { Shown } from './shown.js';

/** A claim that did not hold. Its message restates the claim. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

const WORKING_LINE = `claims().claim('two and two are four', 2 + 2 === 4)`;

/** The claims of one notebook. The only object of aliaslab that changes: it counts. */
export class Claims extends Shown {
  readonly #checked: string[] = [];

  /** Checks a claim: a sentence, and whether it holds. Throws a {@link ClaimError} that restates it where it does not. */
  claim(sentence: string, holds: boolean): void {
    if (typeof sentence !== 'string' || sentence === '' || typeof holds !== 'boolean') {
      throw new InputError(
        [`a claim is a sentence and true or false, not ${asTyped(sentence)} and ${asTyped(holds)}`],
        WORKING_LINE,
      );
    }
    if (!holds) throw new ClaimError(`this does not hold: ${sentence}`);
    this.#checked.push(sentence);
  }

  /** How many claims were checked. */
  toString(): string {
    return `${count(this.#checked.length, 'claim')} checked`;
  }

  /** The claims, in order. */
  toJSON(): readonly string[] {
    return [...this.#checked];
  }
}

refuseMoreInMethods(Claims, 'claims()', WORKING_LINE);

/**
 * An empty list of claims.
 * @example
 * String(claims()) // => '0 claims checked'
 */
export function claims(): Claims {
  refuseMore<typeof claims>(0, arguments, 'claims()', WORKING_LINE);
  return new Claims();
}
