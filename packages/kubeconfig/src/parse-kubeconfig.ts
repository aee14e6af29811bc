// Of its own, beside index.ts: it needs at once what reads YAML, which takes long to load.
import { parseYAML } from '@kubewright/yaml';
import { KubeconfigError } from './errors.js';
import type { Kubeconfig } from './kubeconfig.js';
import { readKubeconfigBy } from './read-kubeconfig.js';

/**
 * Reads one kubeconfig (client-go `clientcmd.Load`): YAML or JSON. What has no origin keeps its relative paths, which then count
 * from the working directory.
 *
 * @param origin the file it comes from
 * @throws {KubeconfigError} naming every problem; it never quotes a value.
 */
export function parseKubeconfig(content: string | Uint8Array, origin?: string): Kubeconfig {
  const { kubeconfig, problems } = readKubeconfigBy(parseYAML, content, origin);
  if (problems.length > 0) throw new KubeconfigError(`error loading kubeconfig: ${problems.join('; ')}`);
  return kubeconfig;
}
