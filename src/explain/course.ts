/**
 * A course: notebooks in the order in which to read them, a name and a question for each, and paths for readers who want some of
 * them. It is the file `course.json` beside the notebooks; whoever has one has a map, and a way from page to page.
 */

import { isRecord } from '../units/is-record.js';
import { asTyped, InputError, Problems } from '../units/problems.js';

/** The name of the file, in the folder of the notebooks. */
export const COURSE_FILE = 'course.json';

/** One notebook of a course. */
export interface CourseStep {
  /** Its name on the map and in paths, in a few words. */
  readonly step: string;
  /** The name of its file, beside `course.json`. */
  readonly notebook: string;
  /** The question that it answers. */
  readonly question: string;
}

/** A way through some of the steps, for somebody. */
export interface CoursePath {
  readonly name: string;
  readonly for: string;
  /** Names of steps, in the order of this path. */
  readonly steps: readonly string[];
}

/** What `course.json` says. */
export interface Course {
  readonly title: string;
  readonly about: string;
  readonly steps: readonly CourseStep[];
  readonly paths: readonly CoursePath[];
}

const WORKS =
  '{ "title": "A course", "about": "What it is about.", "steps": [{ "step": "one", "notebook": "one.ipynb", "question": "Why?" }], "paths": [] }';

/** The course that this text of `file` describes; throws an InputError for all that is wrong with it. */
export function parseCourse(text: string, file: string): Course {
  const problems = new Problems();
  const read = problems.collect(() => parsedJson(text, file));
  problems.throwIfAny(WORKS);
  const course = texts(read, ['title', 'about'], file, problems);
  const steps = list(course.steps, `${file}: steps`, problems).map((step, i) =>
    texts(step, ['step', 'notebook', 'question'], `${file}: step ${i + 1}`, problems),
  );
  const paths = list(course.paths, `${file}: paths`, problems).map((path, i) =>
    texts(path, ['name', 'for'], `${file}: path ${i + 1}`, problems),
  );
  for (const key of ['step', 'notebook'])
    for (const twice of repeated(steps.map((step) => step[key])))
      problems.add(`${file}: ${key} ${asTyped(twice)} is there twice`);
  const names = new Set(steps.map(({ step }) => step));
  for (const { name, steps: listed } of paths)
    for (const step of list(listed, `${file}: path ${asTyped(name)}: steps`, problems))
      problems.unless(
        names.has(step),
        `${file}: path ${asTyped(name)} has ${asTyped(step)}, which is no step`,
      );
  problems.throwIfAny(WORKS);
  return { ...course, steps, paths } as unknown as Course;
}

function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError([`${file} is not JSON: ${(error as Error).message}`], WORKS);
  }
}

/** The record, with each of these keys a text. */
function texts(value: unknown, keys: readonly string[], where: string, problems: Problems) {
  if (!problems.unless(isRecord(value), `${where} is no { ${keys.join(', ')} }`)) return {};
  const record = value as Record<string, unknown>;
  for (const key of keys)
    problems.unless(
      typeof record[key] === 'string' && record[key].trim() !== '',
      `${where}: ${key} ${asTyped(record[key])} is no text`,
    );
  return record;
}

function list(value: unknown, where: string, problems: Problems): readonly unknown[] {
  return problems.unless(Array.isArray(value), `${where} ${asTyped(value)} is no list`)
    ? (value as unknown[])
    : [];
}

function repeated(values: readonly unknown[]): Set<unknown> {
  return new Set(values.filter((value, i) => value !== undefined && values.indexOf(value) < i));
}
