/** The answer of the prover as a mail: the question, the shortest run as it replays, and the line that asks again. */

import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatStrategy } from '../linux/strategies/index.js';
import type { Answer } from '../prove/prove.js';
import { formatAddress } from '../units/address.js';
import { mailOf, sentence, wrapped } from './mail-text.js';
import { againLines, runMailSteps } from './run-mail.js';
import { answerVerdict, modesOf } from './verdict.js';
import { describeMachine } from './words.js';

export function answerMail(
  answer: Answer,
  replay: ScenarioRun | undefined,
  again: readonly string[],
): string {
  const { machine, strategy } = answer.question;
  const modes = modesOf(answer.question).map((mode) => `; ${mode}`);
  return mailOf(
    [
      ...wrapped(`${machine.name}: ${describeMachine(machine)}.`),
      ...wrapped(`Question: is every run coherent? Strategy: ${formatStrategy(strategy)}${modes.join('')}.`),
    ],
    answer.model.aliases.flatMap(({ description: { name, of }, virtual, color }) =>
      wrapped(`${name}  ${formatAddress(virtual)} is page ${of.page} of ${of.file.name}, color ${color}`, {
        first: '  ',
        rest: '    ',
      }),
    ),
    wrapped(sentence(answerVerdict(answer))),
    replay ? ['The shortest run, replayed:', '', ...runMailSteps(replay)] : [],
    againLines(again, 'To decide it again:'),
  );
}
