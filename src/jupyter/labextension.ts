/**
 * The prebuilt extension of JupyterLab 4 and Notebook 7 that draws figures live: three files in the folder of Jupyter's data, which
 * both find without pip. labextension-script.ts is what it does.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageVersion } from './kernel-home.js';
import { LABEXTENSION, labextensionScript, PLOTLY_FILE } from './labextension-script.js';
import type { FilledFolder, OwnFolder } from './own-folder.js';

const SCRIPT = 'remoteEntry.js';

/** The extension in this data folder of Jupyter's. */
export function labextension(data: string): OwnFolder {
  return {
    folder: join(data, 'labextensions', LABEXTENSION),
    what: 'a labextension',
    files: [PLOTLY_FILE, SCRIPT, 'package.json'],
    isOwn: (parsed) => {
      const { name, jupyterlab } = parsed as { name?: unknown; jupyterlab?: { _build?: { load?: unknown } } };
      return name === LABEXTENSION && jupyterlab?._build?.load === SCRIPT;
    },
  };
}

/** The extension with its files. */
export function filledLabextension(data: string): FilledFolder {
  const about = {
    name: LABEXTENSION,
    version: packageVersion,
    description: 'Draws figures of notebooks live',
    jupyterlab: {
      extension: false,
      mimeExtension: './mimeExtension',
      _build: { load: SCRIPT, mimeExtension: './mimeExtension' },
    },
  };
  const plotly = readFileSync(createRequire(import.meta.url).resolve('plotly.js-dist'));
  const contents = [plotly, labextensionScript, `${JSON.stringify(about, null, 1)}\n`];
  return { ...labextension(data), contents: contents.map((each) => Buffer.from(each)) };
}
