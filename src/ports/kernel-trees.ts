/**
 * The kernel trees that facts were read in: an import of each release, named by repository and commit. A fact names its
 * release, file, function and lines, so that whoever has the tree can look.
 */

/** A kernel tree that facts were read in. */
export interface KernelTree {
  /** `'6.19.0'` */
  readonly version: string;
  readonly repository: string;
  readonly commit: string;
}

/** A release whose tree was read. */
export type ReadRelease =
  | '4.3'
  | '4.5'
  | '4.9'
  | '4.10'
  | '5.4'
  | '5.12'
  | '5.15'
  | '6.6'
  | '6.8'
  | '6.9'
  | '6.19'
  | '7.1';

/** By release. */
export const KERNEL_TREES: Readonly<Record<ReadRelease, KernelTree>> = Object.freeze({
  '4.3': tree('4.3.0', 'YoungjaeLee/linux-4.3-cxlbdev', 'eb2d87142cd8'),
  '4.5': tree('4.5.0', 'arthur-lucena/linux-4.5-hw-so', '6b08a7b895be'),
  '4.9': tree('4.9.115', 'alcorrius/linux-4.9.115', 'c96bbb21e798'),
  '4.10': tree('4.10.17', 'pengdonglin137/linux-4.10.17', '6962d94c6185'),
  '5.4': tree('5.4.59', 'BoKyoungHan/linux-5.4.59-vanilla', '8b9bd8c4249b'),
  '5.12': tree('5.12.9', 'zhangyinjun/linux-5.12.9', '38c16b0cce67'),
  '5.15': tree('5.15.0', 'sndrzt/linux-5.15', '75c6ad16ec64'),
  '6.6': tree('6.6.47', 'Salpadding/linux-6.6-strip', '549d127160ce'),
  '6.8': tree('6.8.1', 'sndrzt/linux-6.8', '68520c5dc9c4'),
  '6.9': tree('6.9.0', 'ec-jt/linux-6.9.0', 'b12020242247'),
  '6.19': tree('6.19.0', 'matankalina/linux-6.19.10-fork', '483059de9f93'),
  '7.1': tree('7.1.5', 'danayer/linux-7.1.5', '9d1745cf8134'),
});

function tree(version: string, repository: string, commit: string): KernelTree {
  return Object.freeze({ version, repository, commit });
}
