/** The one script that a live page runs as it stands: it unpacks the page's own. */
import { runPart } from './parts.js';

void runPart('page');
