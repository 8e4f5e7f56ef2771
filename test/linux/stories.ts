/** The story of the mail and its parts, for tests to vary. */
// What is told here can be mailed, as what src/index.ts gives.
import '../../src/mail/index.js';
import { alias } from '../../src/fluent/alias.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';

export const sh4 = processor('SH7750');
export const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
export const user = alias(file.page(5)).user(0x2955_1000);
export const kernel = alias(file.page(5)).directMap();
export const read = daxIo().read(5).from(file).at('20 KiB');
export const write = daxIo().write('HELLO').to(file).at('20 KiB');
export const story = scenario(sh4).store(user, 'hello').daxIo(read);
