/**
 * The script of the front page: takes the place of the still picture by two addresses to take hold of, and looks CPUs up. A CPU that
 * is found is put into the picture.
 */

import { machineOf } from '../../../fluent/machine-input.js';
import type { MachineDescription } from '../../../linux/machine-description.js';
import { ownId } from '../../own-ids.js';
import { FIRST, lookAt } from '../../two-names.js';
import { type LookAt, TwoNamesView } from '../hands/two-names-view.js';
import { FindCpu } from './find-cpu.js';

function section(name: string): HTMLElement {
  const found = document.getElementById(ownId(name));
  if (found === null) throw new Error(`this page has no ${name}`);
  return found;
}

const on =
  (machine: MachineDescription): LookAt =>
  (addresses) =>
    lookAt({ ...FIRST, machine, addresses });
const view = new TwoNamesView(on(machineOf(FIRST.cpu)), FIRST.addresses);
void view.update();
section('two-names')
  .querySelector('.still')
  ?.replaceWith(...view.shown);
const find = new FindCpu(section('find'), (machine) => void view.putOn(on(machine)));
find.followAddress();
globalThis.addEventListener('hashchange', () => find.followAddress());
