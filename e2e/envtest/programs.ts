import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';

/** The version of Kubernetes that is tested, such as 1.36.3. */
export const version = chooseVersion(undefined, process.env);

/** Folder of its programs. */
export const assets = programFolder(version);

/** Runs kubectl. @returns what it printed; rejects with what it complained about */
export async function kubectl(kubeconfig: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(path.join(assets, 'kubectl'), ['--kubeconfig', kubeconfig, ...args]);
  return stdout;
}
