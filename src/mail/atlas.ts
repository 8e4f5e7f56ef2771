/** All flush plans of a question, and what the atlas has of CPUs and ports, as mails. */
import { KNOWN_PLANS } from '../linux/known-plans.js';
import { formatPlan } from '../linux/strategies/flush-plan.js';
import type { ProcessorRow } from '../ports/processors/index.js';
import { knownPorts, type Port } from '../ports/space/index.js';
import type { CpuVerdict } from '../prove/atlas.js';
import type { PlanLattice } from '../prove/plan-lattice.js';
import { planNumber, planOf, pointsOf } from '../prove/plan-number.js';
import type { Question } from '../prove/question.js';
import { atlasVerdictsShortTable, atlasVerdictsText } from '../views/atlas-verdicts.js';
import { plansVerdict } from '../views/plans.js';
import { portsShortTable, portsWords } from '../views/ports-table.js';
import { atlasShortTable, atlasWords } from '../views/processor-table.js';
import { modesOf } from '../views/verdict.js';
import { describeMachine } from '../views/words.js';
import { questionCommand } from './command.js';
import { resultMail } from './results.js';
import { mailTable } from './table.js';
import { wrapped } from './text.js';

/** Plans that are named one by one. */
const MOST_PLANS = 8;

export function plansMail(question: Question, lattice: PlanLattice): string {
  const { machine } = question;
  const { minimal } = lattice;
  const plans = minimal
    .slice(0, MOST_PLANS)
    .map((plan) => `${pointsOf(plan)} points: ${formatPlan(planOf(plan)).replaceAll(',', ', ')}`);
  const more = minimal.length - plans.length;
  const known = (is: boolean) =>
    KNOWN_PLANS.flatMap(({ name, plan }) => (lattice.has(planNumber(plan)) === is ? [name] : [])).join(', ');
  return resultMail({
    heading: [`flush plans on ${machine.name}: ${describeMachine(machine)}`, ...modesOf(question)].join(', '),
    says: [
      plansVerdict(lattice),
      ...plans,
      ...(more > 0 ? [`[${more} more plans that cannot be weakened]`] : []),
      `of the known plans, coherent are ${known(true) || 'none'}; refuted are ${known(false) || 'none'}`,
    ],
    to: 'To decide them again:',
    again: questionCommand('plans', question),
  });
}

export function atlasMail(rows: readonly ProcessorRow[]): string {
  return resultMail({
    heading: `atlas, ${atlasWords(rows)}`,
    lines: mailTable(atlasShortTable(rows), rows.length),
    to: 'To see the whole atlas:',
    again: ['npx aliaslab processors --facts'],
  });
}

export function atlasVerdictsMail(verdicts: readonly CpuVerdict[]): string {
  return resultMail({
    heading: 'What makes the aliases of a page agree, CPU by CPU',
    lines: mailTable(atlasVerdictsShortTable(verdicts), verdicts.length),
    says: [
      "aliases: whether two names can disagree; window: whether one of the user's color helps; flushes: the fewest points of a plan that does; policy: whether the policies that this rests on were read, or it is the same under either, or they are assumed; Linux: whether it says that data alias",
      atlasVerdictsText(verdicts),
    ],
    to: 'To decide the whole atlas again:',
    again: ['npx aliaslab processors'],
  });
}

export function portsMail(ports: readonly Port[]): string {
  const names = ports.map(({ arch }) => `'${arch}'`).join(', ');
  const isAll = ports.length === knownPorts().length;
  return resultMail({
    heading: portsWords(ports),
    lines: mailTable(portsShortTable(ports), ports.length),
    to: 'To see them again in a cell:',
    again: wrapped(
      isAll ? 'show(ports());' : `show(ports().where(({ arch }) => [${names}].includes(arch)));`,
    ),
  });
}
