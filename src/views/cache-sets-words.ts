/** What every form of the cache sets has in common: its words, and the look of a copy. */
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { type Copy, heldLines } from './held-lines.js';
import { ownersOf } from './owners.js';
import type { OwnerLook } from './palette.js';
import type { PictureWords } from './svg.js';
import { count } from './words.js';

/** So many copies are named to who does not see them. */
const MOST_NAMED = 6;

/** What a picture of the sets shows. */
export function cacheSetsWords(run: ScenarioRun, core: number): PictureWords {
  const lines = heldLines(run, core);
  const { twice, wrong, foreign } = lines;
  if (lines.count === 0)
    return {
      alt: `The cache of ${run.scenario.machine.name}${onCore(run, core)} holds no line at the end.`,
      caption: 'The cache holds no line.',
    };
  const held = `${count(lines.count, 'line')} ${lines.count === 1 ? 'is' : 'are'} held`;
  const sum =
    twice !== undefined
      ? `${held}, and ${formatAddress(twice)} more than once: ${count(wrong, 'copy', 'copies')} ${wrong === 1 ? 'differs' : 'differ'} from the newest bytes${foreign > 0 ? `, ${foreign} with another page’s` : ''}.`
      : `${held}, none of them twice; ${contentsOf(wrong - foreign, foreign)}.`;
  const places = lines
    .first(MOST_NAMED)
    .flatMap((line) => line.copies)
    .slice(0, MOST_NAMED)
    .map(
      ({ alias, set, way, dirty }) =>
        `${alias?.description.name ?? 'a line'} in set ${set} way ${way}, ${dirty ? 'dirty' : 'clean'}`,
    );
  return {
    alt: `Cache of ${run.scenario.machine.name}${onCore(run, core)} at the end: ${[...places, sum].join('; ')}`,
    caption: sum,
  };
}

/** What lines hold, of which so many have old bytes, and others another page's. */
function contentsOf(stale: number, foreign: number): string {
  const wrong = [
    stale > 0 && `${stale} with old bytes`,
    foreign > 0 && `${foreign} with another page’s bytes`,
  ].filter(Boolean);
  return wrong.join(', ') || 'all hold the newest bytes';
}

/** `, core 1,` where there are several. */
export function onCore(run: ScenarioRun, core: number): string {
  return coresOf(run.scenario.machine).count > 1 ? `, core ${core},` : '';
}

/** Color and letter of whoever brought a line. */
export function looksIn({ aliases }: ScenarioRun): (copy: Copy) => OwnerLook {
  const ownerOf = ownersOf(aliases.map(({ description }) => description));
  return ({ alias }) => ownerOf(alias?.description);
}
