/**
 * The mails of results, as results see them. What makes them is a room above this one (src/mail/), which nothing here knows:
 * it brings them when a door imports it, as src/index.ts does, and each result finds its own here.
 */
import type { InFlight } from '../hardware/memory.js';
import type { ColorPair } from '../linux/color-pairs.js';
import type { Layout, PlacedAlias } from '../linux/layout.js';
import type { StoryOrder } from '../linux/orders.js';
import type { PowerCut } from '../linux/power-cuts.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import type { Story } from '../linux/story/story.js';
import type { KernelCall } from '../linux/system/call-trace.js';
import type { ProcessorRow } from '../ports/processors/index.js';
import type { Port } from '../ports/space/index.js';
import type { CpuVerdict } from '../prove/atlas.js';
import type { PlanLattice } from '../prove/plan-lattice.js';
import type { Answer } from '../prove/prove.js';
import type { Question } from '../prove/question.js';
import type { Table } from '../views/arquero-table.js';
import type { ComparedRun } from '../views/comparison.js';
import type { PricedRun } from '../views/run-cost.js';

/** A function for each result that has a mail, and one for the table of any other. */
export interface Mails {
  run(run: ScenarioRun): string;
  cacheSets(run: ScenarioRun, core: number): string;
  callTree(run: ScenarioRun, calls: readonly KernelCall[], step: number | undefined): string;
  cost(priced: PricedRun): string;
  powerCuts(story: Story, cuts: readonly PowerCut[], inFlight: InFlight): string;
  orders(story: Story, orders: readonly StoryOrder[]): string;
  colorMap(story: Story, pairs: readonly ColorPair[]): string;
  comparison(compared: readonly ComparedRun[]): string;
  split(layout: Layout, aliases: readonly PlacedAlias[]): string;
  answer(answer: Answer): string;
  plans(question: Question, lattice: PlanLattice): string;
  atlas(rows: readonly ProcessorRow[]): string;
  atlasVerdicts(verdicts: readonly CpuVerdict[]): string;
  ports(ports: readonly Port[]): string;
  table(table: Table, caption?: string): string;
}

let brought: Mails | undefined;

/** Brings the mails of all results; for the room that makes them. */
export function bringMails(mails: Mails): void {
  brought = mails;
}

/** The mails of all results. */
export function mails(): Mails {
  if (!brought) throw new Error('the mails of results come with src/mail/, which nothing has imported');
  return brought;
}

/** The MIME type under which a result gives its mail to a notebook, whose own mail has it as it is. Viewers do not know it. */
export const MAIL_MIME = 'text/vnd.aliaslab.mail';

/** A mail as a form that a notebook may choose; none, where nobody has brought mails. */
export function mailForm(mail: (mails: Mails) => string): Readonly<Record<string, string>> {
  return brought ? { [MAIL_MIME]: mail(brought) } : {};
}
