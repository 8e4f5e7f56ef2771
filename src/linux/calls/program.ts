/** Takes the steps of a program: its system calls, and its loads and stores through mappings. */
import { formatAddress } from '../../units/address.js';
import { newTransfer } from '../dax/copy-pages.js';
import { iovLength } from '../iov.js';
import type { MappingDescription } from '../mm/mapping.js';
import { mmap, munmap } from '../mm/mmap.js';
import { mappedMemory, userLoad, userStore } from '../mm/user-access.js';
import type { FileCallStep, ProgramStep } from '../program-steps.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { fallocate, truncate } from './change-size.js';
import { switchTo } from './context-switch.js';
import { read, write } from './file-calls.js';
import { type Outcome, processMemory, readOf } from './outcome.js';
import { sync } from './sync.js';

export function takeProgramStep(system: System, step: ProgramStep): Outcome {
  if ('mapping' in step) system.running.set(system.machine.core, step.mapping.process);
  switch (step.do) {
    case 'mmap': {
      const start = mmap(system, step.mapping);
      return typeof start === 'string' ? { returned: start } : { returned: 0, address: formatAddress(start) };
    }
    case 'munmap':
      // Nothing mapped there is no error.
      withVma(system, step.mapping, (vma) => munmap(system, vma));
      return { returned: 0 };
    case 'msync': {
      const { page, pages } = step.mapping;
      const done = withVma(system, step.mapping, ({ file }) =>
        sync(system, 'msync', file, page, page + pages),
      );
      return { returned: done === 'SIGSEGV' ? 'ENOMEM' : done };
    }
    case 'mapped load': {
      const loaded = withVma(system, step.mapping, (vma) => userLoad(system, vma, step.at, step.length));
      return typeof loaded === 'string' ? { returned: loaded } : { read: loaded };
    }
    case 'mapped store': {
      const bytes = Uint8Array.from(step.bytes);
      const signal = withVma(system, step.mapping, (vma) => userStore(system, vma, step.at, bytes));
      return signal === 0 ? {} : { returned: signal };
    }
    case 'read':
    case 'write':
      return fileCall(system, step);
    case 'fsync':
      return { returned: sync(system, 'fsync', system.file(step.file), 0, step.file.pages) };
    case 'truncate':
      return { returned: truncate(system, system.file(step.file), step.size) };
    case 'zero range':
    case 'punch hole':
      return { returned: fallocate(system, system.file(step.file), step.do, step.at, step.length) };
    case 'switch':
      switchTo(system, step.process, step.flushes);
      return {};
  }
}

/** What is done with a mapping that is there; without one, an access ends in SIGSEGV, and a call has nothing to do. */
function withVma<T>(system: System, mapping: MappingDescription, act: (vma: Vma) => T): T | 'SIGSEGV' {
  const vma = system.vma(mapping.name);
  return vma ? act(vma) : 'SIGSEGV';
}

function fileCall(system: System, step: FileCallStep): Outcome {
  const length = iovLength(step.iov);
  const isWrite = step.do === 'write';
  const iter = processMemory(step.do, step.iov, step.bytes, mappedMemory(system));
  const transfer = newTransfer(isWrite ? 0 : length);
  const file = system.file(step.file);
  const { page = 0, at } = step;
  if (isWrite || at === 'end') {
    const where = at === 'end' ? at : page * system.pageSize + at;
    return { returned: write(system, file, iter, where, transfer) };
  }
  const returned = read(system, file, iter, page * system.pageSize + at, transfer);
  return { returned, read: readOf(iter, transfer) };
}
