/** The type of every table that aliaslab gives, under one name, so that arquero is known to the views alone. */
import type { ColumnTable } from 'arquero';

/** An arquero table. */
export type Table = ColumnTable;
