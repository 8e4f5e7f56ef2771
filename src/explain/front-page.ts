/**
 * The page that leads to the others. For a course it begins with the course's own subject, to take hold of: two names of one byte
 * (two-names.ts) and the reader's own CPU (cpu-story.ts); then the map, and paths through it. For notebooks that are no course it is
 * a list.
 */

import { split } from '../fluent/address-split.js';
import { alias } from '../fluent/alias.js';
import { daxFile } from '../fluent/dax-file.js';
import { machineOf } from '../fluent/machine-input.js';
import { formatAddress, fromBigInt } from '../units/address.js';
import { escapeHtml } from '../views/table-html.js';
import type { Course } from './course.js';
import { markHtml, type PageMark } from './course-nav.js';
import { courseStyle } from './course-style.js';
import type { StoryCell } from './cpu-story.js';
import { type Beside, documentOf } from './document.js';
import { handsStyle } from './hands-style.js';
import { builtScript } from './live-parts.js';
import { ownId, TEXT_ID } from './own-ids.js';
import { FIRST, lookAt } from './two-names.js';

/** One page, for the list of all. */
export interface PageLink {
  readonly href: string;
  readonly title: string;
  readonly summary: string;
  /** What of the course it is. */
  readonly step?: { readonly name: string; readonly question: string } | undefined;
  readonly audience?: string | undefined;
  readonly minutes?: number | undefined;
  /** A `data:` address. */
  readonly picture?: string | undefined;
  readonly mark?: PageMark | undefined;
}

/** What the front page has beside its links. */
export interface FrontOptions {
  readonly course?: Course | undefined;
  /** The first story of the course, into which a CPU can be put. */
  readonly story?: StoryCell | undefined;
  /** What a server adds. */
  readonly beside?: Beside | undefined;
  /** Said of all pages together. */
  readonly mark?: PageMark | undefined;
}

/** The page that lists the others, in the order given. */
export function indexPage(pages: readonly PageLink[], options: FrontOptions = {}): string {
  const { course, story, beside, mark } = options;
  const top = course === undefined ? plainTop() : courseTop(course, story);
  const all = mark === undefined ? '' : markHtml('', mark);
  const body = `<main id="${TEXT_ID}">
${[top, all, course === undefined ? '' : pathsHtml(course, pages), mapHtml(pages)].filter((html) => html !== '').join('\n')}
</main>`;
  const parts = [
    { style: course === undefined ? courseStyle : courseStyle + handsStyle },
    ...(course === undefined ? [] : [{ script: builtScript('front') }]),
    ...(beside === undefined ? [] : [beside]),
  ];
  const title =
    course === undefined ? 'aliaslab: explanations that run' : `${course.title}: a course by aliaslab`;
  return documentOf(title, body, { beside: parts });
}

function plainTop(): string {
  return `<div class="prose">
<h1>Explanations that run</h1>
<p>When two virtual addresses of one physical page disagree, and what makes them agree. Each page is a notebook as it was executed.</p>
</div>`;
}

function courseTop(course: Course, story: StoryCell | undefined): string {
  const data = story === undefined ? '' : `\n${jsonPart('story', story)}`;
  return `<div class="prose">
<h1>${escapeHtml(course.title)}</h1>
<p>${escapeHtml(course.about)}</p>
</div>
<section id="${ownId('two-names')}" class="two-names hand" aria-labelledby="${ownId('two-names-title')}">
<h2 id="${ownId('two-names-title')}">One byte, and the two addresses that lead to it</h2>
${stillPicture()}
</section>
<section id="${ownId('find')}" class="find" aria-labelledby="${ownId('find-title')}">
<h2 id="${ownId('find-title')}">Find your CPU</h2>
<p class="without-script">With JavaScript, this page looks a CPU up. In a terminal, <code>aliaslab processors SH7750</code> does.</p>
</section>${data}`;
}

/** Data for the page's own script. */
function jsonPart(name: string, data: unknown): string {
  const text = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${ownId(name)}">${text}</script>`;
}

/** The two names as a drawing of the library's: what stands here until a script takes its place. */
function stillPicture(): string {
  const machine = machineOf(FIRST.cpu);
  const page = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 }).page(5);
  const user = alias(page).user(formatAddress(fromBigInt(FIRST.addresses[0])));
  const drawn = split(machine, user, alias(page).directMap());
  const { verdict } = lookAt({ machine, ...FIRST });
  const address = Buffer.from(drawn.svg()).toString('base64');
  return `<figure class="still">
<img src="data:image/svg+xml;base64,${address}" alt="${escapeHtml(drawn.toString().split('\n').at(-1)!)}">
<figcaption>${escapeHtml(verdict)}</figcaption>
</figure>`;
}

function pathsHtml(course: Course, pages: readonly PageLink[]): string {
  const byStep = new Map(pages.map((page) => [page.step?.name, page]));
  const paths = course.paths.flatMap(({ name, for: whom, steps }) => {
    const there = steps.flatMap((step) => byStep.get(step) ?? []);
    if (there.length === 0) return [];
    const minutes = there.reduce((sum, page) => sum + (page.minutes ?? 0), 0);
    const links = there.map(
      ({ href, step }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(step!.name)}</a></li>`,
    );
    return `<li>
<h3>${escapeHtml(name)}</h3>
<p>${escapeHtml(whom)} ${minutes} minutes.</p>
<ol>
${links.join('\n')}
</ol>
</li>`;
  });
  return paths.length === 0
    ? ''
    : `<section aria-labelledby="${ownId('paths')}">
<h2 id="${ownId('paths')}">Where to begin</h2>
<ul class="paths">
${paths.join('\n')}
</ul>
</section>`;
}

function mapHtml(pages: readonly PageLink[]): string {
  const list =
    pages.length === 0
      ? '<p>There is no page yet.</p>'
      : `<ol class="pages">\n${pages.map(entryHtml).join('\n')}\n</ol>`;
  return `<section aria-labelledby="${ownId('map')}">
<h2 id="${ownId('map')}">All pages, in order</h2>
${list}
</section>`;
}

function entryHtml(page: PageLink, at: number): string {
  const { href, title, summary, step, audience, minutes, picture, mark } = page;
  const facts = [
    ...(minutes === undefined ? [] : [`${minutes} minutes`]),
    ...(audience === undefined ? [] : [audience]),
  ];
  const parts = [
    picture === undefined ? '' : `<img src="${escapeHtml(picture)}" alt="">`,
    `<h3><span class="number">${at + 1}</span> <a href="${escapeHtml(href)}">${escapeHtml(title)}</a></h3>`,
    `<p>${escapeHtml(step === undefined ? summary : step.question.replaceAll('`', ''))}</p>`,
    facts.length === 0 ? '' : `<p class="facts">${escapeHtml(facts.join(' · '))}</p>`,
    mark === undefined ? '' : markHtml(href, mark),
  ];
  return `<li>${parts.filter((html) => html !== '').join('\n')}</li>`;
}
