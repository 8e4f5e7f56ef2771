/** The answer of the prover as a mail: the question, the shortest run as it replays, and the line that asks again. */
import { hasColor } from '../linux/alias.js';
import { runScenario } from '../linux/run-scenario.js';
import { formatStrategy } from '../linux/strategies/index.js';
import type { Answer } from '../prove/prove.js';
import { formatAddress } from '../units/address.js';
import { answerVerdict, modesOf } from '../views/verdict.js';
import { describeMachine } from '../views/words.js';
import { questionCommand } from './command.js';
import { stepLines } from './run.js';
import { mailOf, sentence, wrapped } from './text.js';

export function answerMail(answer: Answer): string {
  const { machine, strategy } = answer.question;
  const modes = modesOf(answer.question).map((mode) => `; ${mode}`);
  return mailOf(
    [
      ...wrapped(`${machine.name}: ${describeMachine(machine)}.`),
      ...wrapped(`Question: is every run coherent? Strategy: ${formatStrategy(strategy)}${modes.join('')}.`),
    ],
    answer.model.aliases.flatMap(({ description, virtual, color }) =>
      wrapped(
        `${description.name}  ${formatAddress(virtual)} is page ${description.of.page} of ${description.of.file.name}${hasColor(description) ? `, color ${color}` : ''}`,
        {
          first: '  ',
          rest: '    ',
        },
      ),
    ),
    wrapped(sentence(answerVerdict(answer))),
    answer.story ? ['The shortest run, replayed:', '', ...stepLines(runScenario(answer.story))] : [],
    ['To decide it again:', ...questionCommand('prove', answer.question)],
  );
}
