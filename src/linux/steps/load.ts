/** A CPU loads bytes through an alias. */
import { type RangeStepOf, rangeStep } from './through-alias.js';

/** A CPU loads through an alias. */
export type LoadStep = RangeStepOf<'load'>;

export const load = rangeStep(
  'load',
  ({ machine }, alias, at, length) => ({ read: machine.load(alias, at, length) }),
  ({ alias }) => [{ may: 'load', alias }],
);
