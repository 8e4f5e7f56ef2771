/** What the builders share: they hold what was typed, and say what is wrong with it only when it is used. */
import { InputError } from '../units/problems.js';
import { Shown } from './shown.js';

/** A builder of plain frozen data. Immutable: every method gives a new one. */
export abstract class Builder<Description> extends Shown {
  /** The finished description. Throws one InputError with all problems. */
  abstract describe(): Description;

  /** The description in a sentence. */
  protected abstract sentence(description: Description): string;

  /** The finished description, as plain data. */
  toJSON(): Description {
    return this.describe();
  }

  /** The description in a sentence, or, for what cannot exist, everything that is wrong with it. */
  toString(): string {
    try {
      return this.sentence(this.describe());
    } catch (error) {
      if (error instanceof InputError) return `cannot exist: ${error.message}`;
      throw error;
    }
  }
}

/** What can be described as plain data: a builder, or a result that stands for one. */
export interface Describable<Description> {
  /** The finished description. */
  describe(): Description;
}

/** Builders never change: each is described once, and what it describes is one object wherever it is used. */
const DESCRIBED = new WeakMap<object, unknown>();

/** The description behind a builder or plain data; whatever else was typed comes back as it is, to be judged later. */
export function described<Description>(value: Description | Describable<Description>): Description {
  if (!isDescribable(value)) return value as Description;
  const known = DESCRIBED.get(value);
  if (known !== undefined) return known as Description;
  const description = value.describe();
  if (value instanceof Builder) DESCRIBED.set(value, description);
  return description;
}

function isDescribable<Description>(
  value: Description | Describable<Description>,
): value is Describable<Description> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Partial<Describable<Description>>).describe === 'function';
}
