/** The lines at the end of a mail that run it again, as a shell takes them. */
import { knownMachine } from '../fluent/read-story.js';
import type { Story } from '../linux/story/story.js';
import { HARD_SPACE, letterLines } from '../notation/letters.js';
import { type Asks, writeQuestion, writeStory } from '../notation/write.js';
import type { Question } from '../prove/question.js';
import { MAIL_WIDTH } from './text.js';

/** What a shell wants at the end of a line that goes on in the next one. */
const GOES_ON = ' \\';
const WIDTH_THAT_GOES_ON = MAIL_WIDTH - GOES_ON.length;
/** Room is left for the first word of a text, which stays behind the command. */
const ROOM_FOR_OPTIONS = MAIL_WIDTH - 24;

/** The lines that run a story. None of the options is broken. */
export function storyCommand(story: Story, ...options: readonly string[]): string[] {
  return commandLines(writeStory(story, knownMachine), options);
}

/** The lines that run several stories and put them side by side. */
export function storiesCommand(
  stories: readonly { readonly name: string | undefined; readonly story: Story }[],
): string[] {
  return stories.flatMap(({ name, story }, i) => {
    const text = writeStory(story, knownMachine, name);
    const lines =
      i === 0 ? commandLines(text, [], WIDTH_THAT_GOES_ON) : letterLines(`'${text}'`, WIDTH_THAT_GOES_ON);
    return i + 1 < stories.length ? [...lines.slice(0, -1), `${lines.at(-1)}${GOES_ON}`] : lines;
  });
}

/** The lines that ask a question. */
export function questionCommand(asks: Asks, question: Question): string[] {
  return commandLines(writeQuestion(asks, question, knownMachine));
}

function commandLines(text: string, options: readonly string[] = [], width = MAIL_WIDTH): string[] {
  const words = ['npx aliaslab again', ...options].map(unbroken).join(' ');
  const [last, ...before] = letterLines(words, ROOM_FOR_OPTIONS).reverse();
  const rest = letterLines(`${unbroken(last!)}${HARD_SPACE}'${text}'`, width);
  return [...before.reverse().map((line) => `${line}${GOES_ON}`), ...rest];
}

function unbroken(text: string): string {
  return text.replaceAll(' ', HARD_SPACE);
}
