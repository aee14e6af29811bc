import type { Emission } from './emit-packages.js';
import { setDependencies } from './print/clientset-package-json.js';
import { npmName, type EmittedFile } from './print/emitted-file.js';
import { printGroups } from './print/groups.js';
import type { WorkspacePackage } from './workspace.js';

/** npm's name of the package that gathers all clients. */
const clientsetName = npmName('clientset');

/**
 * Emits what is generated of the clientset: its list of groups, and its dependencies. A workspace without a clientset gets none.
 *
 * @param written the packages that people write
 * @returns the files, and the packages with the clientset as it is now
 */
export function emitClientset(
  { model, version, printer }: Emission,
  written: readonly WorkspacePackage[],
): { files: EmittedFile[]; packages: WorkspacePackage[] } {
  const clientset = written.find(({ name }) => name === clientsetName);
  if (clientset === undefined) return { files: [], packages: [...written] };
  const generated = model.groupVersions.map(({ packageName }) => npmName(packageName));
  const kept = clientset.dependencies.filter(
    (name) => !name.startsWith(npmName('')) || written.some((other) => other.name === name),
  );
  const manifest = setDependencies(clientset.manifest, kept, generated, version);
  const dependencies = [...kept, ...generated];
  return {
    files: [
      { path: `${clientset.folder}/package.json`, text: manifest },
      { path: `${clientset.folder}/src/groups.ts`, text: printGroups(model, printer) },
    ],
    packages: written.map((found) => (found === clientset ? { ...clientset, dependencies } : found)),
  };
}
