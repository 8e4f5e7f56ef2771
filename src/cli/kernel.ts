/** `aliaslab kernel`: registers the Jupyter kernel, and is what Jupyter starts. */

import { Command } from 'commander';
import type { KernelspecPlace } from '../jupyter/kernelspec.js';
import { printJson } from './outcome.js';

type Options = KernelspecPlace & { json?: boolean };

export function kernelCommand(): Command {
  const kernel = new Command('kernel').description('the aliaslab kernel of Jupyter').helpCommand(false);
  placed('install', 'register the kernel with Jupyter; prints the folder that was written').action(
    async ({ json, ...place }: Options) => {
      const { installKernelspec } = await import('../jupyter/kernelspec.js');
      const folder = await installKernelspec(place);
      if (json) printJson({ installed: folder });
      else console.log(folder);
    },
  );
  placed('uninstall', 'remove what install has written; prints the folder that is gone').action(
    async ({ json, ...place }: Options) => {
      const { uninstallKernelspec } = await import('../jupyter/kernelspec.js');
      const folder = uninstallKernelspec(place);
      if (json) printJson({ uninstalled: folder });
      else console.log(folder);
    },
  );
  kernel
    .command('run')
    .description('run the kernel (Jupyter does this)')
    .requiredOption('--connection-file <file>', 'where to listen, a file that Jupyter writes')
    .action(async ({ connectionFile }: { connectionFile: string }) => {
      const { runKernel } = await import('../jupyter/kernel.js');
      await runKernel(connectionFile);
      // Cells may have left timers behind; the kernel ends all the same.
      process.exit(0);
    });
  return kernel;

  function placed(name: string, what: string): Command {
    return kernel
      .command(name)
      .description(what)
      .option('--prefix <folder>', 'under this folder, in share/jupyter/kernels')
      .option('--user', 'in the Jupyter folder of this user; if nothing is said, inside the project')
      .option('--json', 'print JSON');
  }
}
