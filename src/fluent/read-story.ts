/** Stories and questions of texts: those in few letters that stand at the end of a mail. */
import type { MachineDescription } from '../linux/machine-description.js';
import type { ScenarioDescription } from '../linux/story/normal-form.js';
import { type Asked, readNotation } from '../notation/read.js';
import { WORKING_STORY } from '../notation/refuse.js';
import { InputError } from '../units/problems.js';
import { machine } from './machine.js';
import { processor } from './processor.js';

const WORKING_QUESTION = `prove('SH7750 f=file(1) user=alias(0 (mmap)) prove([user])')`;

/** The machine of that name in the atlas; `machine` is the one to begin with. */
export function knownMachine(name: string): MachineDescription | undefined {
  if (name === 'machine') return machine().describe();
  try {
    const found = processor(name);
    return found.name === name ? found.describe() : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The story of a text, or the question. Throws an InputError for a text that is neither. */
export function readText(text: string): ScenarioDescription | Asked {
  return readNotation(text, knownMachine);
}

/** The story of a text. */
export function readStory(text: string): ScenarioDescription {
  const read = readText(text);
  if ('steps' in read) return read;
  throw new InputError(
    ['this is a question, and no story: prove() reads it, and aliaslab again asks it'],
    read.asks === 'plans' ? `${WORKING_QUESTION}.plans()` : `${WORKING_QUESTION}.run()`,
  );
}

/** The question of a text. */
export function readQuestion(text: string): Asked['question'] {
  const read = readText(text);
  if (!('steps' in read)) return read.question;
  throw new InputError(
    ['this is a story, and no question: scenario() reads it, and prove() asks about what that gives'],
    `prove(${WORKING_STORY.replace(/\.run\(\)$/, '')}).run()`,
  );
}
