import { abortable } from '@kubewright/rest';
import { warn, type Environment } from './environment.js';
import { KubeconfigFileError, type FileFailure } from './errors.js';
import { describeFileError, isMissing } from './file-errors.js';
import type { Kubeconfig } from './kubeconfig.js';
import { loadingRules, type LoadingRules } from './loading-rules.js';
import { mergeKubeconfigs } from './merge.js';
import { readKubeconfig } from './read-kubeconfig.js';
import { readBounded } from './read-bounded.js';
import { resolveLocalPaths } from './relative-paths.js';

/** Where kubeconfig files are. */
export interface LoadKubeconfigOptions extends Environment {
  /** Path of the one file to load; it must exist. @default the list in KUBECONFIG, else `.kube/config` in the home directory */
  path?: string | undefined;
}

/** What was loaded, and from where. */
export interface LoadedFiles {
  kubeconfig: Kubeconfig;
  rules: LoadingRules;
  /** Those of `rules.paths` that do not exist. */
  missing: readonly string[];
}

/**
 * Loads and merges kubeconfig files by kubectl's rules, and makes their relative paths absolute. Files that do not exist are skipped,
 * so the result may be empty. In-cluster configuration is not looked at.
 *
 * @throws {KubeconfigFileError} naming every file that cannot be read or understood, and an explicit path that does not exist.
 */
export async function loadKubeconfig(options: LoadKubeconfigOptions = {}): Promise<Kubeconfig> {
  options.signal?.throwIfAborted();
  return (await abortable(loadFiles(options), options.signal)).kubeconfig;
}

/**
 * As {@link loadKubeconfig}, saying what was looked at. It does not heed the signal while a file is silent.
 *
 * @param explicit whether a file asked for by `path` must exist
 */
export async function loadFiles(
  options: LoadKubeconfigOptions,
  explicit: 'must exist' | 'may be missing' = 'must exist',
): Promise<LoadedFiles> {
  // To plain JavaScript a path alone would be no option at all, and another file would be loaded.
  if (typeof (options as unknown) !== 'object')
    throw new TypeError(`a kubeconfig is loaded with options, as { path: '…' }, not with a ${typeof options}`);
  const rules = loadingRules(options.path, options);
  const loaded: Kubeconfig[] = [];
  const missing: string[] = [];
  const failures: FileFailure[] = [];
  for (const file of rules.paths) {
    let content: Uint8Array;
    try {
      content = await readBounded(file);
    } catch (error) {
      if (isMissing(error) && (rules.source !== 'path' || explicit === 'may be missing')) missing.push(file);
      else failures.push({ file, problems: [`cannot be read: ${describeFileError(error)}`] });
      continue;
    }
    // Whoever waited may have gone while the file was silent.
    options.signal?.throwIfAborted();
    const { kubeconfig, problems } = await readKubeconfig(content, file);
    if (problems.length === 0) loaded.push(kubeconfig);
    else failures.push({ file, problems });
  }
  if (failures.length > 0) throw new KubeconfigFileError(failures);
  if (rules.source === 'KUBECONFIG' && missing.length > 0 && loaded.length === 0) {
    warn(options, `Config not found: ${missing.join(', ')} (named by KUBECONFIG)`);
  }
  return { kubeconfig: resolveLocalPaths(mergeKubeconfigs(loaded)), rules, missing };
}
