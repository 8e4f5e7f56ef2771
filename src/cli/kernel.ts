/** `aliaslab kernel`: registers the Jupyter kernel, and is what Jupyter starts. */

import { join } from 'node:path';
import { Command } from 'commander';
import { workFolders } from '../jupyter/kernel-home.js';
import type { KernelspecPlace } from '../jupyter/kernelspec.js';
import type { Uninstalled } from '../jupyter/own-folder.js';
import { shellWord } from '../units/shell-word.js';
import { complain, printJson, relativeToHere } from './outcome.js';

type Options = KernelspecPlace & { json?: boolean };

export function kernelCommand(): Command {
  const here = relativeToHere(join(workFolders().jupyter, 'kernels'));
  const kernel = new Command('kernel').description('the aliaslab kernel of Jupyter').helpCommand(false);
  placed(
    'install',
    'register the kernel with Jupyter, and live plots with JupyterLab; prints the folder that was written',
  ).action(async ({ json, ...place }: Options) => {
    const { installKernelspec, jupyterPathFor } = await import('../jupyter/kernelspec.js');
    const folder = await installKernelspec(place);
    const path = jupyterPathFor(place);
    if (json) printJson({ installed: folder, ...(path !== undefined && { jupyterPath: path }) });
    else console.log(folder);
    // On stderr: stdout is the folder alone, for scripts.
    if (path !== undefined) complain(`Jupyter finds it with JUPYTER_PATH=${shellWord(path)}`);
  });
  placed('uninstall', 'remove what install has written; prints the folder that is gone').action(
    async ({ json, ...place }: Options) => {
      const { uninstallKernelspec } = await import('../jupyter/kernelspec.js');
      const { kernelspec, labextension } = uninstallKernelspec(place);
      const told = ({ folder, left }: Uninstalled) => ({
        uninstalled: folder,
        ...(left.length > 0 && { left }),
      });
      if (json) printJson({ ...told(kernelspec), labextension: told(labextension) });
      else if (kernelspec.left.length === 0) console.log(kernelspec.folder);
      for (const { folder, left } of [kernelspec, labextension])
        if (left.length > 0)
          complain(`'${folder}' stays: it has what install did not write: ${left.join(', ')}`);
    },
  );
  kernel
    .command('run')
    .description('run the kernel (Jupyter does this)')
    .requiredOption('--connection-file <file>', 'where to listen, a file that Jupyter writes')
    .action(async ({ connectionFile }: { connectionFile: string }) => {
      const { runKernel } = await import('../jupyter/kernel/kernel.js');
      await runKernel(connectionFile);
      // Cells may have left timers behind; the kernel ends all the same.
      process.exit(0);
    });
  return kernel;

  function placed(name: string, what: string): Command {
    return kernel
      .command(name)
      .summary(what)
      .description(`${what}. Without --prefix and --user that is in ${here}.`)
      .option(
        '--prefix <folder>',
        'in share/jupyter/kernels of this folder, such as a Python environment (sys.prefix)',
      )
      .option('--user', 'in the folder of this user, where Jupyter finds it')
      .option('--json', 'print JSON');
  }
}
