/** A CPU loads bytes through an alias. */
import { type RangeStepOf, rangeStep } from './through-alias.js';

export type LoadStep = RangeStepOf<'load'>;

export const load = rangeStep(
  'load',
  ({ machine }, alias, at, length) => ({ read: machine.load(alias, at, length) }),
  ({ alias }) => [{ may: 'load', alias }],
);
