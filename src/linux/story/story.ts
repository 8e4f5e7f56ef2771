/**
 * A story as engines have it: a machine, a strategy, what has a name, and steps. Each file, alias and mapping is one object,
 * however often steps name it, so that two of them are the same where they are the same object.
 */
import type { AliasDescription } from '../alias.js';
import type { DaxFileDescription } from '../dax-file.js';
import type { LinuxDescription } from '../linux-description.js';
import type { MachineDescription } from '../machine-description.js';
import type { MappingDescription } from '../mm/mapping.js';
import { fieldsOf, loadBy, type Step } from '../steps/index.js';
import type { Strategy } from '../strategies/index.js';
import { NAMED, type Sort, withRefs } from './fields.js';
import { Named } from './named.js';

/** A story as it is told: steps that bring along whatever they name. */
export interface Telling {
  readonly machine: MachineDescription;
  readonly steps: readonly Step[];
  readonly strategy: Strategy;
  /** Which Linux runs, and how its file system is mounted; left out, 4.5 with `-o dax`. */
  readonly linux?: LinuxDescription;
}

/** A story, complete. What has a name stands in the order in which the steps name it. */
export interface Story extends Telling {
  readonly files: readonly DaxFileDescription[];
  readonly aliases: readonly AliasDescription[];
  readonly mappings: readonly MappingDescription[];
}

/** The story that is told. */
export function storyOf({ machine, steps, strategy, linux }: Telling): Story {
  return { machine, strategy, ...(linux && { linux }), ...namedIn(steps) };
}

/** A story that goes through each of these aliases once: so they are named, and nothing else happens. */
export function throughEach(machine: MachineDescription, aliases: readonly AliasDescription[]): Story {
  const steps = aliases.map((alias) => loadBy(alias, 0, 1));
  return storyOf({ machine, steps, strategy: { kind: 'none' } });
}

/** What has a name, each once, in the order in which it is named. */
export type NamedThings = Pick<Story, 'files' | 'aliases' | 'mappings'>;

/** What these steps name, and the steps with that in them. */
export function namedIn(steps: readonly Step[]): NamedThings & Pick<Story, 'steps'> {
  const { linked, ...named } = withNamed((theOne) =>
    steps.map((step) => withRefs(step, fieldsOf(step.do) ?? [], theOne) as Step),
  );
  return { steps: linked, ...named };
}

/** What `link` gives, which replaces whatever it names by the one thing of its kind that is the same, and those things. */
export function withNamed<Linked>(
  link: (theOne: (thing: unknown, sort: Sort) => unknown) => Linked,
): NamedThings & { readonly linked: Linked } {
  const named = new Named();
  const linked = link(named.theOne);
  const { file, alias, mapping } = named.all;
  return {
    linked,
    files: file as unknown as readonly DaxFileDescription[],
    aliases: alias as unknown as readonly AliasDescription[],
    mappings: mapping as unknown as readonly MappingDescription[],
  };
}

/** The story with each of these things replaced, wherever a step, an alias or a mapping has it. */
export function replaced(story: Telling, replace: (thing: object, sort: Sort) => object): Story {
  const inside = (thing: unknown, sort: Sort): unknown =>
    withRefs(replace(thing as object, sort), NAMED[sort], inside);
  const steps = story.steps.map((step) => withRefs(step, fieldsOf(step.do) ?? [], inside) as Step);
  return storyOf({ ...story, steps });
}

/** The user aliases of a story, in order of appearance. */
export function usersIn({ aliases }: Pick<Story, 'aliases'>): AliasDescription[] {
  return aliases.filter(({ who }) => who === 'user');
}
