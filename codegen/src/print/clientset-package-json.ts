/**
 * Replaces the dependencies in the clientset's `package.json`, and nothing else of it.
 *
 * @param manifest its text
 * @param kept npm's names of the dependencies that people wrote, as they are
 * @param generated npm's names of the generated packages, at exactly `version`
 */
export function setDependencies(
  manifest: string,
  kept: readonly string[],
  generated: readonly string[],
  version: string,
): string {
  const parsed = JSON.parse(manifest) as { dependencies?: Record<string, string> };
  const entries = kept.map((name): [string, string] => [name, parsed.dependencies?.[name] ?? version]);
  const all = [...entries, ...generated.map((name): [string, string] => [name, version])];
  const dependencies = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...parsed, dependencies }, null, 2)}\n`;
}
