/**
 * How pages that are written together lead to each other: in the order of their course, by the links of their text, and to where
 * the notebooks can be had that are not among them.
 */

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { COURSE_FILE, type Course, type CourseStep, parseCourse } from '../explain/course.js';
import type { PageRef, PlaceInCourse } from '../explain/course-nav.js';
import { openingOf } from '../explain/opening.js';
import type { Notebook } from '../jupyter/notebook.js';
import { decodedUri } from '../units/uri.js';
import { relativeToHere } from './outcome.js';

/** The name of the page that lists all. */
export const LIST = 'index';

/** The name of a notebook's page. */
export function nameOf(path: string): string {
  return basename(path, '.ipynb');
}

/** What pages have to know of each other. */
export interface LinkedPages {
  /** Whether one of them lists all. */
  readonly hasList: boolean;
  /** The address of the folder of the notebooks, where they can be had. */
  readonly source?: string | undefined;
}

/** The notebooks that are written together, and how they lead to each other. */
export class PageLinks {
  /** The course that these notebooks are of. */
  readonly course: Course | undefined;
  /** In the order of the course; what is in no course follows, as it was given. */
  readonly paths: readonly string[];
  readonly #titles: ReadonlyMap<string, string>;
  readonly #pages: LinkedPages;
  readonly #steps: ReadonlyMap<string, CourseStep>;
  readonly #byFile: ReadonlyMap<string, string>;

  /** Throws an InputError where the course beside the notebooks cannot be used. */
  constructor(notebooks: ReadonlyMap<string, Notebook>, pages: LinkedPages) {
    this.#pages = pages;
    const given = [...notebooks.keys()];
    const found = courseOf(given);
    this.course = found?.course;
    this.#byFile = new Map(given.map((path) => [resolve(path), path]));
    const steps = found?.course.steps.flatMap((step) => {
      const path = this.#byFile.get(join(found.folder, step.notebook));
      return path === undefined ? [] : [[path, step] as const];
    });
    this.#steps = new Map(steps ?? []);
    this.paths = [...this.#steps.keys(), ...given.filter((path) => !this.#steps.has(path))];
    this.#titles = new Map(
      [...notebooks].map(([path, notebook]) => [path, openingOf(notebook).title ?? nameOf(path)]),
    );
  }

  /** The address of a page, from the others. */
  hrefOf(path: string): string {
    return `${encodeURIComponent(nameOf(path))}.html`;
  }

  /** What of the course a notebook is. */
  stepOf(path: string): CourseStep | undefined {
    return this.#steps.get(path);
  }

  /** Where a page stands; undefined for one that stands alone. */
  placeOf(path: string): PlaceInCourse | undefined {
    const { hasList } = this.#pages;
    const at = this.paths.indexOf(path);
    if (this.paths.length === 1 && !hasList) return undefined;
    const contents = hasList ? { href: `${LIST}.html`, title: this.course?.title ?? 'All pages' } : undefined;
    return {
      contents,
      number: at + 1,
      of: this.paths.length,
      previous: this.#refOf(this.paths[at - 1]),
      next: this.#refOf(this.paths[at + 1]),
    };
  }

  /** What the page names as its source. */
  sourceOf(path: string): string {
    const { source } = this.#pages;
    return source === undefined ? basename(path) : new URL(encodeURIComponent(basename(path)), source).href;
  }

  /** Where a link to a file leads, from the text of this notebook; undefined where nobody can follow it. */
  leads(from: string, address: string): string | undefined {
    const [, file = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
    const there = this.#byFile.get(resolve(dirname(from), decodedUri(file) ?? file));
    if (there !== undefined) return this.hrefOf(there) + rest;
    const { source } = this.#pages;
    return source === undefined ? undefined : new URL(address, source).href;
  }

  #refOf(path: string | undefined): PageRef | undefined {
    return path === undefined ? undefined : { href: this.hrefOf(path), title: this.#titles.get(path)! };
  }
}

/** The course in the folder of the first of these notebooks that has one, and that it is a step of. */
function courseOf(paths: readonly string[]): { course: Course; folder: string } | undefined {
  for (const folder of new Set(paths.map((path) => dirname(resolve(path))))) {
    const file = join(folder, COURSE_FILE);
    if (!existsSync(file)) continue;
    const course = parseCourse(readFileSync(file, 'utf8'), relativeToHere(file));
    const isOfIt = (path: string) =>
      course.steps.some(({ notebook }) => join(folder, notebook) === resolve(path));
    if (paths.some(isOfIt)) return { course, folder };
  }
  return undefined;
}
