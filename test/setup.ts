/**
 * Every property is tried on the same cases each time, so that a run of the tests says something about the change
 * and not about the day. `ALIASLAB_SEED=2 npx vitest run` tries others.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.ALIASLAB_SEED ?? 1) });
