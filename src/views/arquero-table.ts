/** The type of every table that aliaslab gives, under one name, so that arquero is known to the views alone. */
import type { ColumnTable } from 'arquero';

/**
 * An arquero table. An interface of our own and no mere alias: a cell's `const t = run.table()` has to have a type that can
 * be named wherever the notebook lies, and arquero itself may be out of reach there.
 */
export interface Table extends ColumnTable {}
