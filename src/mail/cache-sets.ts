/** The sets of a cache as a mail: a map of letters, and each line that is held, with carets under its stale bytes. */
import { setsOf } from '../hardware/cache-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { cacheSetsWords, looksIn, onCore } from '../views/cache-sets-words.js';
import { type Copy, type HeldLines, heldLines, windowOf } from '../views/held-lines.js';
import { describeCache } from '../views/words.js';
import { differingLines, mailBytes } from './bytes.js';
import { storyCommand } from './command.js';
import { mailOf, sentence, wrapped } from './text.js';

/** Characters of a way on the map. */
const MAP_WIDTH = 64;
const MOST_WAYS = 16;
const MOST_LINES = 24;
/** Of more lines those are looked at that a letter of the map shows: the last of its place. */
const MOST_ON_MAP = 4096;
const SHOWN = 16;

/** The cache of a core as a mail. */
export function cacheSetsMail(run: ScenarioRun, core: number): string {
  const { machine } = run.scenario;
  const held = heldLines(run, core);
  const first = Array.from({ length: Math.min(held.count, MOST_LINES) }, (_, number) => held.copy(number));
  const shown = first.flatMap((copy) => {
    const line = held.lineOf(copy);
    const { from, length } = windowOf(line, SHOWN);
    const part = (bytes: Uint8Array) => bytes.subarray(from, from + length);
    const place = `${copy.set}.${copy.way}  ${copy.alias?.description.name ?? 'another alias'}, ${copy.dirty ? 'dirty' : 'clean'}, ${formatAddress(line.physical)}`;
    const at = from > 0 ? `, from byte ${from} on` : '';
    return [
      ...wrapped(`set ${place.replace('.', ' way ')}${at}`, { first: '  ', rest: '    ' }),
      ...differingLines(
        'holds',
        part(copy.bytes),
        'newest',
        part(line.newest),
        copy.foreign ? 'FOREIGN' : 'STALE',
      ).map((row) => `    ${row}`),
      `    memory  ${mailBytes(part(line.memory), part(line.newest)).shown}`,
    ];
  });
  const more = held.count - MOST_LINES;
  return mailOf(
    wrapped(
      `Cache of ${machine.name}${onCore(run, core).replace(/,$/, '')}: ${describeCache(machine.cache)}`,
    ),
    held.count > 0 ? mapLines(run, held) : [],
    [...shown, ...(more > 0 ? [`  [${more} more lines]`] : [])],
    wrapped(sentence(cacheSetsWords(run, core).caption)),
    ['To see it again:', ...storyCommand(run.scenario, `--sets ${core}`)],
  );
}

/** Sets across, ways down: the letter of whoever brought a line, with a number where users are several, a capital where it is dirty. */
function mapLines(run: ScenarioRun, held: HeldLines): string[] {
  const { cache } = run.scenario.machine;
  const sets = setsOf(cache);
  const lookOf = looksIn(run);
  const copies = held.copies(
    MOST_ON_MAP,
    (set, way) => way * MAP_WIDTH + Math.floor((set * MAP_WIDTH) / sets),
  );
  const letters = new Map(copies.map((copy) => [copy, lookOf(copy).letter]));
  const wide = [...letters.values()].reduce((most, { length }) => Math.max(most, length), 0);
  const width = Math.min(2 ** Math.floor(Math.log2(MAP_WIDTH / wide)), sets);
  const column = ({ set }: Copy) => Math.floor((set * width) / sets);
  const ways = Array.from({ length: Math.min(cache.ways, MOST_WAYS) }, (_, way) => {
    const cells = new Array<string>(width).fill('.'.repeat(wide));
    for (const copy of copies.filter((held) => held.way === way)) {
      const letter = letters.get(copy)!.padEnd(wide, '.');
      cells[column(copy)] = copy.dirty ? letter.toUpperCase() : letter.toLowerCase();
    }
    return `${String(way).padStart(3)} |${cells.join('')}|`;
  });
  const bands = Math.min(run.layout.colors, sets);
  const band = (width * wide) / bands;
  const colors =
    bands > 1 && band >= 4
      ? [
          `     ${Array.from({ length: bands }, (_, color) => `color ${color}`.slice(band < 9 ? 6 : 0).padEnd(band)).join('')}`.trimEnd(),
        ]
      : [];
  const more = cache.ways > MOST_WAYS ? [`    [${cache.ways - MOST_WAYS} more ways]`] : [];
  const each = sets > width ? `, ${sets / width} sets a ${wide > 1 ? 'place' : 'letter'}` : '';
  return [
    ...colors,
    ...ways,
    ...more,
    ...wrapped(`(sets 0 to ${sets - 1}${each}; a capital is dirty)`, { first: '    ' }),
  ];
}
