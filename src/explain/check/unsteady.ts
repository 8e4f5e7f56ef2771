/** What gives another result each time: clocks, luck and timers, however the code writes them. */
import type { Names } from './names.js';
import { type Code, given } from './syntax.js';

const UNSTEADY: readonly (readonly [is: RegExp, name: string])[] = [
  [/^Math\.random$/, 'Math.random'],
  [/^Date\.now$/, 'Date.now'],
  [/^performance\.\w+$/, 'performance'],
  [/^process\.(hrtime|uptime|cpuUsage)\b/, 'process.hrtime'],
  [/^crypto\.(webcrypto\.)?(randomUUID|getRandomValues|randomBytes|randomInt|randomFill(Sync)?)$/, 'crypto'],
  [/^(setTimeout|setInterval|setImmediate)$/, 'a timer'],
];

/** What of it a cell uses; `taken` is what it takes out of objects by patterns. */
export function unsteadyIn(code: Code, names: Names, taken: readonly string[]): string[] {
  const found = new Set<string>();
  const look = (path: string | undefined) => {
    for (const [is, called] of UNSTEADY) if (path !== undefined && is.test(path)) found.add(called);
  };
  for (const path of taken) look(path);
  for (const node of code.nodes()) {
    if (node.name === 'MemberExpression' || node.name === 'VariableName') look(names.path(node, code));
    if (node.name === 'NewExpression' && given(node).length === 0) {
      if (names.path(node.firstChild?.nextSibling ?? null, code) === 'Date') found.add('new Date()');
    }
    if (node.name === 'CallExpression' && names.path(node.firstChild, code) === 'Date') found.add('Date()');
  }
  return [...found];
}
