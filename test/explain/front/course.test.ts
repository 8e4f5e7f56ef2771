/** The course: every notebook is in it, its documents say what it says, and what is wrong with one is said at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COURSE_FILE, parseCourse } from '../../../src/explain/course.js';
import { firstPicture, openingOf } from '../../../src/explain/opening.js';
import { packageRoot } from '../../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../../src/jupyter/notebook-text.js';
import { InputError } from '../../../src/units/problems.js';

const FOLDER = join(packageRoot, 'notebooks');
const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const course = parseCourse(text(COURSE_FILE), COURSE_FILE);
const openings = course.steps.map(({ notebook }) => openingOf(readNotebook(join(FOLDER, notebook))));

describe('the course of the package', () => {
  it('has every notebook, once, and no other file', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ipynb'));

    expect(course.steps.map(({ notebook }) => notebook).sort()).toEqual(files.sort());
  });

  it('is what the README of the notebooks says, with the minutes that are counted', () => {
    const rows = course.steps.map(
      ({ step, notebook, question }, i) =>
        `| ${step} | [${notebook.slice(0, 2)}](${notebook}) | ${question} | ${openings[i]!.minutes} |`,
    );

    expect(text('README.md')).toContain(rows.join('\n'));
  });

  it('knows of each notebook its title, whom it is for, and a picture', () => {
    for (const [i, { notebook }] of course.steps.entries()) {
      expect(openings[i]!.title, notebook).toMatch(/\w{3}/);
      expect(openings[i]!.audience, notebook).toMatch(/^For \w/);
      expect(firstPicture(readNotebook(join(FOLDER, notebook))), notebook).toMatch(/^data:image\//);
    }
  });

  it('has a path for students, for port maintainers and for developers of file systems', () => {
    expect(course.paths.map(({ name }) => name)).toEqual([
      'Student',
      'Port maintainer',
      'File system developer',
    ]);
  });
});

describe('a course that cannot be used', () => {
  const problemsOf = (course: unknown): readonly string[] => {
    try {
      parseCourse(typeof course === 'string' ? course : JSON.stringify(course), 'course.json');
    } catch (error) {
      if (error instanceof InputError) return error.problems;
      throw error;
    }
    throw new Error('it could be used');
  };

  it('is told all that is wrong, at once', () => {
    const step = { step: 'one', notebook: 'one.ipynb', question: 'Why?' };

    expect(
      problemsOf({
        title: 7,
        about: 'a',
        steps: [step, { ...step, question: '' }, 'two'],
        paths: [{ name: 'P', for: 'You', steps: ['one', 'three'] }],
      }),
    ).toEqual([
      'course.json: title 7 is no text',
      "course.json: step 2: question '' is no text",
      'course.json: step 3 is no { step, notebook, question }',
      "course.json: step 'one' is there twice",
      "course.json: notebook 'one.ipynb' is there twice",
      "course.json: path 'P' has 'three', which is no step",
    ]);
  });

  it('may be no list of steps, and no JSON', () => {
    expect(problemsOf({ title: 'a', about: 'b', paths: [] })).toEqual([
      'course.json: steps undefined is no list',
    ]);
    expect(problemsOf('nonsense')[0]).toMatch(/^course\.json is not JSON: /);
    expect(problemsOf('[]')[0]).toBe('course.json is no { title, about }');
  });
});

describe('what a list says of a notebook', () => {
  const notebook = (source: string, code = 0) => ({
    cells: [
      { cell_type: 'markdown' as const, metadata: {}, source },
      ...Array.from({ length: code }, () => ({
        cell_type: 'code' as const,
        metadata: {},
        source: '1',
        execution_count: null,
        outputs: [],
      })),
    ],
    metadata: {},
    nbformat: 4 as const,
    nbformat_minor: 4,
  });

  it('is its title, first paragraph and audience, without marks', () => {
    const source = '# The *title*\n\nA [link](x), and\nmore.\n\n*For `you`, and [me](y). Assumed: all.*';

    expect(openingOf(notebook(source))).toEqual({
      title: 'The title',
      summary: 'A link, and more.',
      audience: 'For you, and me',
      minutes: 5,
    });
  });

  it('counts minutes from words and cells, without the answers of exercises', () => {
    const words = 'word '.repeat(1500);

    expect(openingOf(notebook(words)).minutes).toBe(10);
    expect(openingOf(notebook(words, 20)).minutes).toBe(20);
    expect(openingOf(notebook(`<details>${words}</details>`)).minutes).toBe(5);
  });
});
