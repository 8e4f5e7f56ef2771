/**
 * The script of the front page: takes the place of the still picture by two addresses to take hold of, and looks CPUs up. A CPU that
 * is found is put into the picture.
 */

import { machineOf } from '../../../fluent/machine-input.js';
import { ownId } from '../../own-ids.js';
import { FIRST } from '../../two-names.js';
import { FindCpu } from './find-cpu.js';
import { TwoNamesView } from './two-names-view.js';

function section(name: string): HTMLElement {
  const found = document.getElementById(ownId(name));
  if (found === null) throw new Error(`this page has no ${name}`);
  return found;
}

const view = new TwoNamesView(section('two-names'), machineOf(FIRST.cpu));
const find = new FindCpu(section('find'), (machine) => view.putOn(machine));
find.followAddress();
globalThis.addEventListener('hashchange', () => find.followAddress());
