/** The grammar of cells: TypeScript, as CodeMirror reads it. */
import { parser } from '@lezer/javascript';

export const typescript = parser.configure({ dialect: 'ts' });
