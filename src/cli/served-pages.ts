/**
 * The pages of `aliaslab start`, made when they are asked for: from what was saved, and from what ran once it has. Each asks back how
 * far all is; that address alone its policy lets it ask.
 */

import type { PageMark } from '../explain/course-nav.js';
import type { Beside } from '../explain/document.js';
import { builtScript } from '../explain/live-parts.js';
import type { PageLinks } from './page-links.js';
import { listOf, pageOf } from './pages.js';
import type { Job } from './run-all.js';
import { type Answers, htmlAnswer } from './serve.js';

const STATE = '/state.json';

/** All pages of these jobs, the page that lists them, and how far they are. */
export function servedPages(jobs: readonly Job[], links: PageLinks, summary: () => PageMark): Answers {
  return new Map([
    ...jobs.map((job) => [`/${decodeURIComponent(links.hrefOf(job.path))}`, pageAnswer(job, links)] as const),
    [
      '/index.html',
      async (origin: string) =>
        htmlAnswer(Buffer.from(listOf(jobs, links, { beside: asks(origin), mark: summary() }))),
    ],
    [
      STATE,
      async () => ({
        type: 'application/json',
        body: Buffer.from(JSON.stringify(stateOf(jobs, links, summary()))),
      }),
    ],
  ]);
}

/** The script that asks, and its permission to. */
function asks(origin: string): Beside {
  return { script: builtScript('served'), connects: [origin + STATE] };
}

/** A page is made anew where its notebook or the kind of its mark has changed: what else its mark says, it asks for. */
function pageAnswer(job: Job, links: PageLinks) {
  let made: { origin: string; kind: string; notebook: unknown; body: Buffer } | undefined;
  return async (origin: string) => {
    const { path, notebook, mark } = job;
    if (made?.notebook !== notebook || made.kind !== mark.kind || made.origin !== origin) {
      const page = pageOf(path, notebook, { links, mark, beside: asks(origin) });
      made = { origin, kind: mark.kind, notebook, body: Buffer.from(page) };
    }
    return htmlAnswer(made.body);
  };
}

function stateOf(jobs: readonly Job[], links: PageLinks, summary: PageMark) {
  const marks = jobs.map(({ path, mark }) => [links.hrefOf(path), mark] as const);
  return { done: jobs.every(({ isDone }) => isDone), pages: Object.fromEntries([...marks, ['', summary]]) };
}
