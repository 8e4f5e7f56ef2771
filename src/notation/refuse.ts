/** What is said of a text that is neither a story nor a question, with one that is. */
import { InputError } from '../units/problems.js';

export const WORKING_STORY = `scenario('SH7750 f=file(1) user=alias(0 (mmap)) store(user "hello") dax_io(read 5)').run()`;

export function refuse(problem: string): never {
  throw new InputError([problem], WORKING_STORY);
}
