import { open } from 'node:fs/promises';
import type { Config } from '@kubewright/rest';
import { kubeconfigText } from './kubeconfig.js';

/** How somebody reaches a server, in the forms in which programs want it. */
export interface Access {
  /** For clients of ours. Holds credentials, but prints without them; without limits that would slow tests down. */
  readonly config: Config;

  /**
   * For kubectl and other programs: the text of a kubeconfig.
   * @throws {Error} if no text can say how to get in: no socket is open, or a plugin gets the credentials.
   */
  kubeconfig(): string;

  /**
   * Writes the kubeconfig to a file that only its owner may read (mode 0600), in place of one that is there. Nobody removes it.
   * Rejects with the error of `kubeconfig`, and with the system's.
   */
  writeKubeconfig(path: string): Promise<void>;
}

/** Who is let in by a client certificate, or by a token. */
export interface User {
  /** Not empty; may be any user name that Kubernetes allows, such as `system:serviceaccount:default:builder`. */
  name: string;
  /** Beside these the server adds `system:authenticated`. @default none */
  groups?: readonly string[] | undefined;
}

/**
 * The access that a config gives.
 *
 * @param name what the kubeconfig calls its cluster, user and context
 */
export function accessOf(config: Config, name: string): Access {
  const kubeconfig = (): string => kubeconfigText(config, name);
  return { config, kubeconfig, writeKubeconfig: async (path) => writePrivately(path, kubeconfig()) };
}

/** Writes a file with mode 0600, which one that is there gets before it holds anything. Rejects with the system's error. */
async function writePrivately(path: string, text: string): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  await file.chmod(0o600);
  await file.writeFile(text);
}
