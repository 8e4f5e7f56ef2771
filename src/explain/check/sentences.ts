/** What an author says that a cell does is a text: pages fold the code behind it. */
import { isRecord } from '../../units/is-record.js';
import { asTyped } from '../../units/problems.js';
import { saidIn } from '../code-sentence.js';
import { ofCode } from './rule.js';

export const sentences = ofCode(
  'make it a sentence, or leave it out: pages read one from the code',
  (code) => {
    const own = (code.metadata as { aliaslab?: unknown }).aliaslab;
    const says = isRecord(own) ? own.says : undefined;
    return says === undefined || saidIn(code) !== undefined ? [] : [`it says ${asTyped(says)}, and no text`];
  },
);
