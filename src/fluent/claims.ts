/** `claims()`: what an explanation claims, checked where it is claimed, and counted at the end. */
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import { count } from '../views/words.js';
import { type CellRun, tellClaim } from './claim-hearer.js';
import { Shown } from './shown.js';

/** A claim that did not hold. Its message restates the claim. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

const WORKING_LINE = `claims().claim('two and two are four', 2 + 2 === 4)`;

/** A claim that was made. */
interface Made {
  readonly sentence: string;
  readonly holds: boolean;
  readonly by: CellRun | undefined;
}

/** The claims of one notebook. The only object of aliaslab that changes: it counts. */
export class Claims extends Shown {
  readonly #made: Made[] = [];

  /**
   * Checks a claim: a sentence, and whether it holds. Where it does not, a program gets a {@link ClaimError} that restates it; in a
   * notebook or a page it is noted, and the cells go on.
   */
  claim(sentence: string, holds: boolean): void {
    if (typeof sentence !== 'string' || sentence === '' || typeof holds !== 'boolean') {
      throw new InputError(
        [`a claim is a sentence and true or false, not ${asTyped(sentence)} and ${asTyped(holds)}`],
        WORKING_LINE,
      );
    }
    const { isHeard, by } = tellClaim(sentence, holds);
    if (!holds && !isHeard) throw new ClaimError(`this does not hold: ${sentence}`);
    this.#made.push({ sentence, holds, by });
  }

  /** How many claims were checked; where some do not hold, how many do. */
  toString(): string {
    const made = this.#counted();
    const held = made.filter(({ holds }) => holds);
    return held.length === made.length
      ? `${count(made.length, 'claim')} checked`
      : `${held.length} of ${count(made.length, 'claim')} ${held.length === 1 || made.length === 1 ? 'holds' : 'hold'}`;
  }

  /** The claims that hold, in order. */
  toJSON(): readonly string[] {
    return this.#counted().flatMap(({ sentence, holds }) => (holds ? [sentence] : []));
  }

  /** Without those of cells that have run again since. */
  #counted(): readonly Made[] {
    return this.#made.filter(({ by }) => !by?.isReplaced);
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
