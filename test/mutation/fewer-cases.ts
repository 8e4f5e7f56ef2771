/**
 * fast-check as tests of mutants see it: slow properties are tried on the first fifth of their cases, and a counterexample is
 * not made smaller. Only that it fails is asked, thousands of times.
 */
import { createRequire } from 'node:module';
import type FastCheck from 'fast-check';
import { expect } from 'vitest';
import { FEWER } from './rooms.js';

// Under its own name it would be this file: see vitest.config.ts.
const real: typeof FastCheck = createRequire(import.meta.url)('fast-check');

const PART = 5;
const USUAL_RUNS = 100;

function assert(...[property, parameters]: Parameters<typeof FastCheck.assert>): Promise<void> | void {
  const { testPath = '' } = expect.getState();
  const part = FEWER.some((file) => testPath.endsWith(file)) ? PART : 1;
  const numRuns = Math.ceil((parameters?.numRuns ?? USUAL_RUNS) / part);
  return real.assert(property as FastCheck.IAsyncProperty<unknown>, {
    ...parameters,
    numRuns,
    endOnFailure: true,
  });
}

export default { ...real, assert };
