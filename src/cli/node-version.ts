/** Which Node can run aliaslab. Notebooks load ES modules by `require`, which 20.19 is the first to allow. */

/** One line that says why this version of Node will not do; undefined where it will. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  return fits ? undefined : `needs Node 20.19 or newer (22.12 or newer of 22), this is Node ${version}`;
}
