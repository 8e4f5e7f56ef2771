/**
 * Every port, a file each, in the order of the atlas: first the ports that are there, then those that were
 * removed.
 */
import { alpha } from './alpha.js';
import { arc } from './arc.js';
import { arm } from './arm/arm.js';
import { arm64 } from './arm64.js';
import { avr32 } from './avr32.js';
import { blackfin } from './blackfin.js';
import { c6x } from './c6x.js';
import { cris } from './cris.js';
import { csky } from './csky.js';
import type { PortDefinition } from './define-port.js';
import { frv } from './frv.js';
import { h8300 } from './h8300.js';
import { hexagon } from './hexagon.js';
import { ia64 } from './ia64.js';
import { loongarch } from './loongarch.js';
import { m32r } from './m32r.js';
import { m68k } from './m68k.js';
import { metag } from './metag.js';
import { microblaze } from './microblaze.js';
import { mips } from './mips.js';
import { mn10300 } from './mn10300.js';
import { nds32 } from './nds32.js';
import { nios2 } from './nios2.js';
import { openrisc } from './openrisc.js';
import { parisc } from './parisc.js';
import type { PortName } from './port-name.js';
import { powerpc } from './powerpc.js';
import { riscv } from './riscv.js';
import { s390 } from './s390.js';
import { score } from './score.js';
import { sh } from './sh.js';
import { sparc32 } from './sparc32.js';
import { sparc64 } from './sparc64.js';
import { tile } from './tile.js';
import { um } from './um.js';
import { unicore32 } from './unicore32.js';
import { x86 } from './x86.js';
import { xtensa } from './xtensa.js';

/**
 * What is known of each port. One that is left out does not compile.
 * @example
 * PORTS.sh.space?.window?.slots // => 8
 * PORTS.um.space // => undefined
 */
export const PORTS: Readonly<Record<PortName, PortDefinition>> = Object.freeze({
  alpha,
  arc,
  arm,
  arm64,
  csky,
  hexagon,
  loongarch,
  m68k,
  microblaze,
  mips,
  nios2,
  openrisc,
  parisc,
  powerpc,
  riscv,
  s390,
  sh,
  sparc32,
  sparc64,
  um,
  x86,
  xtensa,
  ia64,
  nds32,
  unicore32,
  blackfin,
  frv,
  score,
  tile,
  avr32,
  metag,
  m32r,
  mn10300,
  cris,
  c6x,
  h8300,
});

/** Their names, in the same order. */
export const PORT_NAMES: readonly PortName[] = Object.freeze(Object.keys(PORTS) as PortName[]);
