/**
 * The library as a page has it: all that src/index.ts exports, under the same names. What needs Node there is replaced when
 * this is bundled (build.mjs), so that no name can be missing: a name that has no twin fails the build.
 */
export * from '../../index.js';
