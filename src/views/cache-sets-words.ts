/** What every form of the cache sets has in common: its words, and the look of a copy. */
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { type Copy, physicalLines } from './held-lines.js';
import { ownersOf } from './owners.js';
import type { OwnerLook } from './palette.js';
import type { PictureWords } from './svg.js';
import { count } from './words.js';

/** What a picture of the sets shows. */
export function cacheSetsWords(run: ScenarioRun, core: number): PictureWords {
  const lines = physicalLines(run, core);
  const copies = lines.flatMap((line) => line.copies);
  const twice = lines.filter((line) => line.copies.length > 1);
  const stale = copies.filter((copy) => copy.stale.includes(true)).length;
  if (copies.length === 0)
    return {
      alt: `The cache of ${run.scenario.machine.name}${onCore(run, core)} holds no line at the end.`,
      caption: 'The cache holds no line.',
    };
  const held = `${count(copies.length, 'line')} ${copies.length === 1 ? 'is' : 'are'} held`;
  const sum =
    twice.length > 0
      ? `${held}, and ${formatAddress(twice[0]!.physical)} more than once: ${count(stale, 'copy', 'copies')} ${stale === 1 ? 'differs' : 'differ'} from the newest bytes.`
      : `${held}, none of them twice; ${stale === 0 ? 'all hold the newest bytes' : `${stale} with old bytes`}.`;
  const places = copies
    .slice(0, 6)
    .map(
      ({ alias, set, way, dirty }) =>
        `${alias?.description.name ?? 'a line'} in set ${set} way ${way}, ${dirty ? 'dirty' : 'clean'}`,
    );
  return {
    alt: `Cache of ${run.scenario.machine.name}${onCore(run, core)} at the end: ${[...places, sum].join('; ')}`,
    caption: sum,
  };
}

/** `, core 1,` where there are several. */
export function onCore(run: ScenarioRun, core: number): string {
  return run.machine.caches.length > 1 ? `, core ${core},` : '';
}

/** Color and letter of whoever brought a line. */
export function looksIn({ aliases }: ScenarioRun): (copy: Copy) => OwnerLook {
  const ownerOf = ownersOf(aliases.map(({ description }) => description));
  return ({ alias }) => ownerOf(alias?.description);
}
