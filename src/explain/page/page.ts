/**
 * The script of a live page: reads the notebook that the page carries, gives every code cell its buttons, and keeps edits in
 * the address bar. Without it the page is what it was before: text, code and outputs to read.
 */

import { type LeanNotebook, putPicturesBack } from '../carried-pictures.js';
import type { Claim } from '../claims-words.js';
import { Address } from './address.js';
import { Book, type BookCell, type Snapshot } from './book.js';
import { type CellActions, CellView } from './cell-view.js';
import { codeButton } from './code-button.js';
import { button, element } from './dom.js';
import { type NotebookFile, notebookOf, save } from './download.js';
import { FlipsView } from './flips-view.js';
import { showFramed } from './framed.js';
import { takeHold } from './hands/take-hold.js';
import { Knobs } from './knobs/knobs.js';
import { showLicenses } from './licenses.js';
import { editsIn } from './link.js';
import { enliven } from './live-plots.js';
import type { PageOutput } from './messages.js';
import { partText } from './parts.js';
import { Predictions } from './predictions.js';
import { Runner } from './runner.js';
import { Running } from './running.js';
import { scrubSections } from './scrub/scrub.js';
import { makeSortable } from './sort-tables.js';
import { showNow, soon } from './together.js';
import { whenIdle } from './when.js';

/** What the page carries of its notebook (live-parts.ts packs it). */
interface PageData extends LeanNotebook<NotebookFile> {
  readonly file: string;
  readonly hash: string;
  /** What each code cell claimed when the page was made. */
  readonly claims: readonly (readonly Claim[])[];
  readonly predictions: ConstructorParameters<typeof Predictions>[0];
  readonly knobs: ConstructorParameters<typeof Knobs>[0];
}

/** The notebook, with the pictures that were left out of it because the page shows them anyway. */
async function pageData(): Promise<PageData> {
  const shown = [...document.querySelectorAll('main img')].map((image) => image.getAttribute('src') ?? '');
  const data = JSON.parse(await partText('notebook')) as PageData;
  putPicturesBack(data, shown);
  return data;
}

function bookOf({ cells }: NotebookFile, claims: PageData['claims']): Book {
  const code = cells.flatMap((cell, at) => (cell.cell_type === 'code' ? [{ cell, at }] : []));
  return new Book(
    code.map(({ cell, at }, i): BookCell => {
      const source = String(cell.source);
      const outputs = cell.outputs as PageOutput[];
      const tags = (cell.metadata as { tags?: unknown }).tags;
      return {
        number: i + 1,
        at,
        original: source,
        source,
        shown: source,
        outputs,
        published: claims[i]!,
        claims: undefined,
        blockedBy: undefined,
        count: cell.execution_count as number | null,
        mayFail:
          (Array.isArray(tags) && tags.includes('raises-exception')) ||
          outputs.some(({ output_type }) => output_type === 'error'),
        foreign: false,
      };
    }),
  );
}

async function openPage(): Promise<void> {
  const { file, hash, claims, predictions: asked, knobs: turned, notebook } = await pageData();
  const book = bookOf(notebook, claims);
  const asItCame = book.snapshot();
  const predictions = new Predictions(asked, hash);
  const runner = new Runner();
  const address = new Address(book, hash);
  const said = element('span', { role: 'status', class: 'said' });
  const say = (text: string) => {
    said.textContent = text;
  };

  const keep = () => address.keepSaying(say);

  const actions: CellActions = {
    run: (cell) => {
      views[cell.number - 1]!.reveal();
      void running.run(cell);
    },
    stop: () => running.stop(),
    edited: () => {
      undoReset.hidden = true;
      beforeReset = undefined;
      update();
      void keep();
    },
    undo: (cell) => {
      book.restore(cell);
      change(cell);
    },
    redo: (cell, source) => {
      cell.source = source;
      change(cell);
    },
  };
  /** A cell says something else, by a button: what its text has made is made anew. */
  function change(cell: BookCell): void {
    views[cell.number - 1]!.closeEditor();
    update();
    void keep();
    if (book.isPending(cell) && cell.claims !== undefined) void running.run(cell);
  }

  const views = book.cells.map((cell) => {
    const root = document.querySelector<HTMLElement>(`[data-cell="${cell.number}"]`);
    if (root === null) throw new Error(`this page has no cell ${cell.number}`);
    return new CellView(root, cell, actions);
  });
  const update = () => {
    const stale = book.stale();
    for (const view of views)
      view.update({ running: running.now === view.cell, stale: stale.has(view.cell) });
    flips.show(book);
    knobs.follow();
    runThem.hidden = book.foreignAmong(book.cells).length === 0;
  };
  const running = new Running(book, views, runner, {
    changed: () => soon(update),
    busy: (isBusy) => {
      if (!isBusy) showNow();
      document.documentElement.dataset.live = isBusy ? 'running' : 'ready';
      // Also while the worker reads cells: one that a cell has left busy does not answer.
      stopButton.disabled = !isBusy;
    },
    say,
  });

  const knobs = new Knobs(turned, book, {
    isWaiting: (at) => predictions.isOpen(at),
    changed: (cell) => {
      views[cell.number - 1]!.showSource({ isOpened: false });
      actions.edited(cell);
    },
    run: (cell) => running.run(cell),
  });
  predictions.onChange = () => knobs.follow();

  /** What the page had before it was reset, until the next edit. */
  let beforeReset: Snapshot | undefined;

  function reset(): void {
    showNow();
    running.reset();
    book.bringBack(asItCame);
    for (const view of views) view.reset();
    book.forget();
    notice.hidden = true;
    update();
    void enliven(views);
  }

  /** By the reader's own wish, so it can be taken back. */
  function resetOnce(): void {
    const before = book.snapshot();
    const isAnything = book.edits().size > 0 || before.cells.some((cell) => cell.claims !== undefined);
    reset();
    void keep();
    if (isAnything) beforeReset = before;
    undoReset.hidden = beforeReset === undefined;
    say('The page is as it came.');
  }

  function takeResetBack(): void {
    if (beforeReset === undefined) return;
    book.bringBack(beforeReset);
    beforeReset = undefined;
    undoReset.hidden = true;
    for (const view of views) view.showAll(book.edits().size > 0);
    update();
    void keep();
    say('Your edits are back.');
  }

  // It shows what would run, and asks.
  const runThem = button('Run them', () => void running.runAll());
  const stopButton = button('Stop', () => running.stop(), { disabled: true });
  const undoReset = button('Undo reset', takeResetBack, { hidden: true });
  const flips = new FlipsView();
  const tools = element(
    'header',
    { class: 'tools' },
    button('Run all', () => void running.runAll()),
    stopButton,
    button('Reset', resetOnce),
    ...codeButton(views),
    button('Copy link', () => void copyLink()),
    button('Download .ipynb', () => void download()),
    ...(predictions.isAny ? [button('Show all answers', () => predictions.showAll())] : []),
    said,
    undoReset,
  );
  const notice = element('section', { class: 'notice', 'aria-label': 'Edits from a link', hidden: true });
  document.querySelector('main')!.before(tools);
  tools.after(notice, flips.element);

  document.querySelector('footer')?.append(button('Licenses', () => void showLicenses()));

  async function copyLink(): Promise<void> {
    if (!(await address.keep()))
      return say('These edits are too long for a link; download the notebook instead.');
    try {
      await navigator.clipboard.writeText(location.href);
      say('The link is copied: it brings your edits to this page.');
    } catch {
      // The browser may refuse; the address bar has it all the same.
      say('The browser does not let this page copy; the link is in the address bar.');
    }
  }

  async function download(): Promise<void> {
    try {
      save(file, `${JSON.stringify(await notebookOf(notebook, book), null, 1)}\n`);
      say(`${file} is downloaded.`);
    } catch (error) {
      say(`${file} could not be made: ${(error as Error).message}`);
    }
  }

  /** Shows the edits of the address, and runs nothing. */
  async function showEdits(): Promise<void> {
    const found = await editsIn(location.hash, hash, book.cells.length);
    if (found === undefined) return;
    const { own } = address;
    address.accept();
    if ('refused' in found) {
      notice.replaceChildren(
        element('p', {}, `This link brings edits that are not shown: ${found.refused}.`),
        button('Dismiss', () => {
          notice.hidden = true;
        }),
      );
    } else {
      book.accept(found.edits, own);
      for (const number of found.edits.keys()) views[number - 1]!.showSource();
      update();
      const foreign = book.foreignAmong(book.cells);
      if (foreign.length === 0) return;
      const many = foreign.length === 1 ? '1 cell' : `${foreign.length} cells`;
      notice.replaceChildren(
        element('p', {}, `This link brings edits to ${many} by whoever sent it. They are shown, not run.`),
        runThem,
        button('Discard', () => {
          reset();
          void keep();
        }),
      );
    }
    notice.hidden = false;
  }
  globalThis.addEventListener('hashchange', () => {
    if (address.bringsEdits) {
      reset();
      void showEdits();
    } else if (book.edits().size > 0) void keep();
  });

  for (const table of document.querySelectorAll<HTMLTableElement>('.outputs table')) makeSortable(table);
  scrubSections(document.querySelector('main')!);
  update();
  await showEdits();
  document.documentElement.dataset.live = 'ready';
  // All of the page is laid out from now on (live-style.ts), so what a link points to may have moved.
  document.querySelector(':target')?.scrollIntoView();
  for (const hand of document.querySelectorAll<HTMLElement>('[data-hand]')) takeHold(hand);
  whenIdle(
    () =>
      void running
        .warmUp()
        .then(() => knobs.warmUp())
        .then(() => enliven(views)),
  );
}

if (globalThis.top === globalThis.self) void openPage();
else showFramed();
