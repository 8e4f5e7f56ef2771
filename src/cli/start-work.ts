/** What `aliaslab start` does behind its pages: runs all, writes each page when its notebook has ended, and says how far it is. */

import type { PageMark } from '../explain/course-nav.js';
import { count } from '../views/words.js';
import { relativeToHere } from './outcome.js';
import type { PageLinks } from './page-links.js';
import { type Pages, writeIndex, writePage } from './pages.js';
import { type Job, kernelsHere, runAll } from './run-all.js';

/** What is said of one notebook in JSON. */
export interface JobReport {
  readonly notebook: string;
  readonly came: PageMark['kind'];
  readonly cells: number;
  readonly seconds: number;
}

/** The work on these jobs. */
export class Work {
  readonly #jobs: readonly Job[];
  readonly #links: PageLinks;
  readonly #pages: Pages;
  readonly #say: (text: string) => void;
  #seconds = 0;

  constructor(jobs: readonly Job[], links: PageLinks, pages: Pages, say: (text: string) => void) {
    this.#jobs = jobs;
    this.#links = links;
    this.#pages = pages;
    this.#say = say;
  }

  /** Runs all and writes their pages and the list of them. Rejects where `signal` ends it. */
  async run(signal: AbortSignal): Promise<void> {
    const jobs = this.#jobs;
    const started = performance.now();
    const now = () => {
      this.#seconds = (performance.now() - started) / 1000;
    };
    const kernels = Math.min(kernelsHere(), jobs.length);
    await runAll(jobs, {
      kernels,
      signal,
      changed: async (job) => {
        now();
        if (!job.isDone) return;
        this.#say(this.#line(job));
        await this.#write(job);
      },
    });
    const index = await writeIndex(jobs.map(onFile), this.#links, this.#pages);
    this.#say(`${this.mark.text}\nall pages: ${relativeToHere(index)}`);
  }

  /** How far all is, in a sentence. */
  get mark(): PageMark {
    const done = this.#jobs.filter(({ isDone }) => isDone);
    const of = (kind: PageMark['kind']) => done.filter(({ mark }) => mark.kind === kind).length;
    const seconds = `${this.#seconds.toFixed(0)} s`;
    const trouble = [
      ...(of('differs') > 0 ? [`${of('differs')} gave other outputs than were saved`] : []),
      ...(of('failed') > 0 ? [`${of('failed')} did not run`] : []),
    ];
    const isAll = done.length === this.#jobs.length;
    const words = isAll
      ? `${done.length === 1 ? 'The notebook' : `All ${done.length} notebooks`} ran here, in ${seconds}`
      : `${done.length} of ${this.#jobs.length} notebooks have run here, in ${seconds}`;
    return {
      kind: of('failed') > 0 ? 'failed' : of('differs') > 0 ? 'differs' : isAll ? 'checked' : 'running',
      text: `${[words, ...trouble].join('; ')}.`,
    };
  }

  /** What came of each, and how long all took. */
  report(): { ran: readonly JobReport[]; seconds: number } {
    const ran = this.#jobs.map(({ path, mark, cells, seconds }) => {
      return { notebook: path, came: mark.kind, cells, seconds };
    });
    return { ran, seconds: this.#seconds };
  }

  #line({ path, mark, cells, seconds }: Job): string {
    const done = this.#jobs.filter(({ isDone }) => isDone).length;
    const came = { checked: 'checked', differs: 'differs from what was saved', failed: 'did not run' };
    const what = came[mark.kind as keyof typeof came];
    return `${done} of ${this.#jobs.length}  ${this.#seconds.toFixed(0)} s  ${relativeToHere(path)}  ${what}, ${count(cells, 'cell')} in ${seconds.toFixed(1)} s`;
  }

  async #write(job: Job): Promise<void> {
    const { path, notebook, mark } = onFile(job);
    await writePage(path, notebook, this.#pages, { links: this.#links, mark });
  }
}

/** A file says what is wrong with it, and nothing of a server. */
function onFile({ path, notebook, mark }: Job) {
  return { path, notebook, mark: mark.kind === 'failed' ? mark : undefined };
}
