/** The mails of all results. Whoever imports this brings them: a result's `toMail()` finds its own then. */
import { bringMails } from '../fluent/mails.js';
import { answerMail } from './answer.js';
import { atlasMail, atlasVerdictsMail, plansMail, portsMail } from './atlas.js';
import { cacheSetsMail } from './cache-sets.js';
import { tableMail } from './forms.js';
import {
  callTreeMail,
  colorMapMail,
  comparisonMail,
  costMail,
  ordersMail,
  powerCutsMail,
  splitMail,
} from './results.js';
import { runMail } from './run.js';

bringMails({
  run: runMail,
  cacheSets: cacheSetsMail,
  callTree: callTreeMail,
  cost: costMail,
  powerCuts: powerCutsMail,
  orders: ordersMail,
  colorMap: colorMapMail,
  comparison: comparisonMail,
  split: splitMail,
  answer: answerMail,
  plans: plansMail,
  atlas: atlasMail,
  atlasVerdicts: atlasVerdictsMail,
  ports: portsMail,
  table: tableMail,
});
