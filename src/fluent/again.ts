/** Stories and questions in few letters: what a mail says to run them again, in lines that a shell takes. */
import {
  type AskedBriefly,
  briefOfQuestion,
  briefOfStory,
  isBriefStory,
  nameInBrief,
  storyOfBrief,
  WORKING_STORY,
} from '../linux/brief-story.js';
import type { MachineDescription } from '../linux/machine-description.js';
import type { Story, Telling } from '../linux/story/story.js';
import type { Question } from '../prove/question.js';
import { briefLines } from '../units/brief.js';
import { InputError } from '../units/problems.js';
import { MAIL_WIDTH } from '../views/mail-text.js';
import { machine } from './machine.js';
import { processor } from './processor.js';

const WORKING_QUESTION = `prove('SH7750 f=file(1) user=alias(0 (mmap)) prove([user])')`;

/** The machine of that name in the atlas; `machine` is the one to begin with. */
function knownMachine(name: string): MachineDescription | undefined {
  if (name === 'machine') return machine().describe();
  try {
    const found = processor(name);
    return found.name === name ? found.describe() : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The story of a text that a mail has, or the question. Throws an InputError for a text that is neither. */
export function readAgain(text: string): Telling | AskedBriefly {
  return storyOfBrief(text, knownMachine);
}

/** Whether a text is meant as a story, and not as the name of a CPU. */
export { isBriefStory as isStory };

/** The story of such a text. */
export function readStory(text: string): Telling {
  const read = readAgain(text);
  if ('steps' in read) return read;
  throw new InputError(
    ['this is a question, and no story: prove() reads it, and aliaslab again asks it'],
    read.asks === 'plans' ? `${WORKING_QUESTION}.plans()` : `${WORKING_QUESTION}.run()`,
  );
}

/** The question of such a text. */
export function readQuestion(text: string): AskedBriefly['question'] {
  const read = readAgain(text);
  if (!('steps' in read)) return read.question;
  throw new InputError(
    ['this is a story, and no question: scenario() reads it, and prove() asks about what that gives'],
    `prove(${WORKING_STORY.replace(/\.run\(\)$/, '')}).run()`,
  );
}

/** What a text of {@link againStories} calls its story. */
export { nameInBrief as nameOfStory };

/** The lines that run several stories again and put them side by side. */
export function againStories(
  stories: readonly { readonly name: string | undefined; readonly story: Story }[],
): string[] {
  const [first = '', ...others] = stories.map(({ name, story }) => briefOfStory(story, knownMachine, name));
  const texts = others.map((text) => briefLines(`'${text}'`, MAIL_WIDTH - GOES_ON.length));
  return [commandLines(first, [], MAIL_WIDTH - GOES_ON.length), ...texts].flatMap((lines, i, { length }) =>
    i + 1 < length ? [...lines.slice(0, -1), `${lines.at(-1)}${GOES_ON}`] : lines,
  );
}

/** The lines that run a story again. Of the options each goes on one line as it is. */
export function againStory(story: Story, ...options: readonly string[]): string[] {
  return commandLines(briefOfStory(story, knownMachine), options);
}

/** The lines that ask a question again. */
export function againQuestion(asks: AskedBriefly['asks'], question: Question): string[] {
  return commandLines(briefOfQuestion(asks, question, knownMachine), []);
}

/** The command: its text goes on over as many lines as it takes, two for a short story. */
function commandLines(text: string, options: readonly string[], width = MAIL_WIDTH): string[] {
  const [last = '', ...before] = wordLines(['npx aliaslab again', ...options]).reverse();
  // The first token stays behind the command; a space that may not end a line is a hard one.
  const lines = briefLines(`${last.replaceAll(' ', HARD_SPACE)}${HARD_SPACE}'${text}'`, width);
  return [...before.reverse().map((line) => `${line}${GOES_ON}`), ...lines];
}

/** Room is left for the first token of a text. */
const ROOM = MAIL_WIDTH - 24;
/** What a shell wants at the end of a line that goes on in the next one. */
const GOES_ON = ' \\';
const HARD_SPACE = '\u00a0';

function wordLines(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= ROOM)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
