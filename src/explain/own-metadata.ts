/** What an author has written for pages into the metadata of a cell: `"aliaslab": { "prediction": … }`. */
import type { NotebookCell } from '../jupyter/notebook.js';
import { isRecord } from '../units/is-record.js';

/** What stands under this name; undefined where nothing does. Anyone may have written it. */
export function ownMetadata({ metadata }: NotebookCell, name: 'prediction' | 'says' | 'knobs'): unknown {
  const own = (metadata as { aliaslab?: unknown }).aliaslab;
  return isRecord(own) ? own[name] : undefined;
}
