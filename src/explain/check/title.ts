/** The title is a claim, as far as that can be told without understanding it. */
import type { Rule } from './rule.js';

/** A question, one or two words, or the name of a subject. */
const NO_CLAIM = /\?$|^\S*( \S+)?$|^(an? )?(how to|introduction|overview|notes|tutorial|about|guide)\b/i;

export const title: Rule = {
  mend: 'begin with "# " and a sentence that a reader could doubt',
  find({ sections: [, first] }) {
    const { heading = '', cell = 1 } = first ?? {};
    return NO_CLAIM.test(heading) ? [{ cell, what: `the title '${heading}' is no claim` }] : [];
  },
};
