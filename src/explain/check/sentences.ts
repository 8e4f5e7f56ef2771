/** What an author says that a cell does is a text: pages fold the code behind it. */
import { asTyped } from '../../units/problems.js';
import { saidIn } from '../code-sentence.js';
import { ownMetadata } from '../own-metadata.js';
import { ofCode } from './rule.js';

export const sentences = ofCode(
  'make it a sentence, or leave it out: pages read one from the code',
  (code) => {
    const says = ownMetadata(code, 'says');
    return says === undefined || saidIn(code) !== undefined ? [] : [`it says ${asTyped(says)}, and no text`];
  },
);
