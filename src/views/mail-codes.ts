/**
 * Long names of columns, and cells that say one of a few long things, as a few letters: what keeps all columns of a table in
 * a mail. A legend says what they stand for.
 *
 *     congruence helps   ->  ch      VIPT-aliasing  ->  Va
 *     colors             ->  col     yes            ->  yes
 */

/** A column of a table as texts. */
export interface CodedColumn {
  readonly name: string;
  readonly numeric: boolean;
  readonly texts: readonly string[];
}

/** Columns in fewer letters, and what the letters stand for. */
export interface Coded<Column extends CodedColumn> {
  readonly columns: readonly Column[];
  readonly legend: readonly string[];
}

/** A name that is no longer than its cells, or than this, stays. */
const SHORT_NAME = 4;
const SHORT_CELL = 4;
/** More different cells are no few. */
const MOST_CELLS = 8;

/** Names that are longer than what stands below them, by their initials. */
export function withCodedNames<Column extends CodedColumn>(given: readonly Column[]): Coded<Column> {
  const codes = given.map(({ name, texts }) =>
    name.length <= Math.max(SHORT_NAME, ...texts.map(({ length }) => length)) ? name : codeOf(name),
  );
  const names = given.map(({ name }, i) =>
    codes.filter((each) => each === codes[i]).length === 1 ? codes[i]! : name,
  );
  return {
    columns: given.map((column, i) => ({ ...column, name: names[i]! })),
    legend: given.flatMap(({ name }, i) => (names[i] === name ? [] : [`${names[i]}: ${name}`])),
  };
}

/** Cells of columns that say few different things in several words, by their initials. */
export function withCodedCells<Column extends CodedColumn>(given: readonly Column[]): Coded<Column> {
  const legend: string[] = [];
  const columns = given.map((column) => {
    const different = [...new Set(column.texts)];
    const long = different.filter((text) => text.length > SHORT_CELL && wordsOf(text).length > 1);
    const codes = new Map(different.map((text) => [text, long.includes(text) ? codeOf(text) : text]));
    const isClear = new Set(codes.values()).size === different.length;
    if (column.numeric || long.length === 0 || different.length > MOST_CELLS || !isClear) return column;
    legend.push(`${column.name} ${long.map((text) => `${codes.get(text)}: ${text}`).join(', ')}`);
    return { ...column, texts: column.texts.map((text) => codes.get(text)!) };
  });
  return { columns, legend };
}

/** The initials of several words, the first letters of one. */
function codeOf(text: string): string {
  const words = wordsOf(text);
  return words.length > 1 ? words.map((word) => word.charAt(0)).join('') : text.slice(0, 3);
}

function wordsOf(text: string): string[] {
  return text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}
