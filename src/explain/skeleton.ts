/** The notebook that an author begins with: short, and yet it has everything that the rules ask for. */
import type { Notebook, NotebookCell } from '../jupyter/notebook.js';
import type { Prediction } from './prediction.js';

const prose = (source: string, prediction?: Prediction) =>
  ({
    cell_type: 'markdown',
    source,
    metadata: prediction === undefined ? {} : { aliaslab: { prediction } },
  }) as const;
const code = (source: string) => ({ cell_type: 'code', source, metadata: {} }) as const;

const CELLS = [
  prose(`# A program reads a byte that it has already overwritten

A title is a claim that a reader could doubt; this one is to be replaced by yours. The most striking result comes first, in a sentence or two.

*For whom this is, and what is assumed, in two lines.*`),
  code(`import { alias, claims, congruent, daxFile, daxIo, processor, scenario, show } from 'aliaslab';
const checked = claims();`),
  prose(`Say what the story is. **Your prediction, please:** what does the kernel read?`, {
    choices: ['The newest bytes', 'An old byte'],
    answer: 'An old byte',
    because: 'A sentence for whoever has guessed.',
  }),
  code(`const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
const user = alias(file.page(5)).user(0x2955_1000);
const read = daxIo().read(5).at(file.page(5));
const story = scenario(processor('SH7750')).store(user, 'hello').daxIo(read);
show(story.run().svg(), story.run());`),
  code(`checked.claim('the kernel reads an old byte', story.run().staleLoads === 1);`),
  prose(
    `Why is that so? Numbers are computed and shown, never typed.

*What we now know:* one sentence.

## Take the cause away, and it is gone

A counterfactual: the same story with one thing changed. **Your prediction:** does it help?`,
    { choices: ['Yes', 'No'], answer: 'Yes' },
  ),
  code(`const cured = story.using(congruent()).run();
show(cured);`),
  code(`checked.claim('a window of the color of the user is coherent', cured.coherent);`),
  prose(`*What we now know:* one sentence. And one counterfactual that *fails* to help:`),
  code(`const moved = story.using(congruent({ color: 0 })).run();
show(moved);
checked.claim('a window of another color does not help', !moved.coherent);`),
  prose(`## Your turn

Change a word, run the cell, look.`),
  code(`show(story.on(processor('Cortex-A9')).run());`),
  prose(`**1.** A question.

<details><summary>Answer (click to unfold)</summary>

Its answer.

</details>

**2.** Another one.

<details><summary>Answer (click to unfold)</summary>

Its answer.

</details>

## Conclusions

1. What the first section has shown.
2. What the second one has shown.

**Where this is simpler than hardware.** What the model leaves out.

**Sources.** Kernel file and function, section of a manual, mail.`),
  code('console.log(String(checked));'),
];

/** The skeleton, before it was run. */
export function skeletonNotebook(): Notebook {
  const cells = CELLS.map((cell, i): NotebookCell => {
    const id = `cell-${String(i + 1).padStart(2, '0')}`;
    return cell.cell_type === 'code' ? { ...cell, id, execution_count: null, outputs: [] } : { ...cell, id };
  });
  const kernelspec = { display_name: 'aliaslab (TypeScript)', language: 'typescript', name: 'aliaslab' };
  return { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}
