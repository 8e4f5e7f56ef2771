/** When work is done that nobody waits for yet. */

/** Does some work when the page has nothing else to do. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

/** Waits until an element is seen, or nearly, or the page has nothing else to do. */
export function nearlySeen(it: Element): Promise<void> {
  return new Promise((resolve) => {
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) done();
      },
      { rootMargin: '50%' },
    );
    const done = () => {
      seen.disconnect();
      resolve();
    };
    seen.observe(it);
    whenIdle(done);
  });
}
