/** No clock and no luck: what gives another result each time, by the names that everybody calls it by. */
import { ofCode } from './rule.js';

const UNSTEADY: Readonly<Record<string, RegExp>> = {
  'Math.random': /\bMath *\. *random\b/,
  'Date.now': /\bDate *\. *now\b/,
  'new Date()': /\bnew +Date\b *(\( *\)|[^( ])/,
  'Date()': /(?<!\bnew +)\bDate *\(/,
  performance: /\bperformance *\. *(now|mark|measure|timeOrigin)\b/,
  'process.hrtime': /\bprocess *\. *(hrtime|uptime|cpuUsage)\b/,
  crypto: /\b(randomUUID|getRandomValues|randomBytes|randomInt|randomFill|randomFillSync)\b/,
  'a timer': /\b(setTimeout|setInterval|setImmediate)\b/,
};

export const steady = ofCode('leave it out, or use a seed', ({ source }) => {
  const found = Object.entries(UNSTEADY).filter(([, called]) => called.test(source));
  return found.map(([name]) => `${name} gives another result each time`);
});
