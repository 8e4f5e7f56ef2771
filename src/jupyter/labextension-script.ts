/**
 * The script of the labextension, plain JavaScript for JupyterLab 4 and Notebook 7. Both run no scripts of outputs that nobody
 * trusts, and know no Plotly; they load this one from beside the kernelspec, and hand figures to it. Plotly itself is loaded with
 * the first figure. Where it fails, the still picture of the same output is shown, and why.
 */
import { PLOTLY_MIME } from '../views/figure.js';

/** What front ends call the extension. */
export const LABEXTENSION = 'aliaslab';

/** Plotly's file, beside the script. */
export const PLOTLY_FILE = 'plotly.js';

export const labextensionScript = `(() => {
  const MIME = '${PLOTLY_MIME}';
  const beside = document.currentScript.src.replace(/[^/]*$/, '');
  let scope;
  let plotly;

  /** Plotly, which this page loads once. */
  function loaded() {
    plotly ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = beside + '${PLOTLY_FILE}';
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => {
        plotly = undefined;
        reject(new Error('${PLOTLY_FILE} could not be loaded'));
      };
      document.head.append(script);
    });
    return plotly;
  }

  /** A module that the front end shares, such as the one of its widgets. */
  async function shared(name) {
    const [newest] = Object.values(scope[name]).reverse();
    return (await newest.get())();
  }

  /** What a step of a slider changes: traces, layout, and which traces; undefined where it is neither. */
  function changeOf({ method = 'restyle', args = [] }) {
    if (method === 'restyle') return [args[0], {}, args[1]];
    if (method === 'relayout') return [{}, args[0]];
    return method === 'update' ? args : undefined;
  }

  /** A slider for keyboards and fingers: Plotly's own is for a mouse. Nothing where the figure has none. */
  function stepper(Plotly, plot, slider) {
    const changes = (slider?.steps ?? []).map(changeOf);
    if (changes.length === 0 || changes.includes(undefined)) return [];
    const range = document.createElement('input');
    const attributes = { type: 'range', min: 0, max: changes.length - 1, step: 1, 'aria-label': 'Step' };
    for (const name in attributes) range.setAttribute(name, attributes[name]);
    range.style.cssText = 'display:block;width:100%;max-width:' + plot.style.maxWidth;
    range.value = slider.active ?? 0;
    range.addEventListener('input', () => {
      const [data = {}, layout = {}, traces] = structuredClone(changes[range.value]);
      Plotly.update(plot, data, { ...layout, 'sliders[0].active': Number(range.value) }, traces);
    });
    plot.on('plotly_sliderchange', ({ slider: { active } }) => {
      range.value = active;
    });
    // A notebook has arrow keys of its own.
    range.setAttribute('data-lm-suppress-shortcuts', 'true');
    range.addEventListener('keydown', (event) => event.stopPropagation());
    return [range];
  }

  async function draw(node, bundle) {
    const Plotly = await loaded();
    const plot = document.createElement('div');
    plot.setAttribute('role', 'group');
    plot.setAttribute('aria-label', String(bundle['text/plain'] ?? 'figure').replace(/^figure: /, ''));
    // Plotly writes into what it is given.
    const { data, layout } = structuredClone(bundle[MIME]);
    if (layout?.width > 0) plot.style.maxWidth = layout.width + 'px';
    const slider = structuredClone(layout?.sliders?.[0]);
    node.replaceChildren(plot);
    await Plotly.newPlot(plot, data, layout, { responsive: true, displaylogo: false });
    node.append(...stepper(Plotly, plot, slider));
  }

  /** The same output without Plotly. */
  function still(node, bundle, error) {
    const said = document.createElement('p');
    said.textContent = 'This figure stands still: ' + error.message;
    const image = document.createElement('img');
    image.alt = String(bundle['text/plain'] ?? 'figure');
    image.style.maxWidth = '100%';
    const png = bundle['image/png'];
    if (typeof png === 'string') image.src = 'data:image/png;base64,' + png;
    node.replaceChildren(image, said);
  }

  function forget(node) {
    for (const plot of node.querySelectorAll('.js-plotly-plot')) window.Plotly.purge(plot);
  }

  async function factory() {
    const { Widget } = await shared('@lumino/widgets');
    class Figure extends Widget {
      async renderModel({ data }) {
        forget(this.node);
        try {
          await draw(this.node, data);
        } catch (error) {
          forget(this.node);
          still(this.node, data, error);
        }
      }

      dispose() {
        forget(this.node);
        super.dispose();
      }
    }
    // Figures are data, and so untrusted ones are drawn too.
    const rendererFactory = { safe: true, mimeTypes: [MIME], createRenderer: () => new Figure() };
    return { id: '${LABEXTENSION}:figures', rendererFactory, rank: 0, dataType: 'json' };
  }

  (window._JUPYTERLAB ??= {})['${LABEXTENSION}'] = {
    init(shares) {
      scope = shares;
    },
    async get() {
      const extension = await factory();
      return () => ({ __esModule: true, default: extension });
    },
  };
})();
`;
