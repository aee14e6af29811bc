import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { type Access, findProgram } from '@kubewright/envtest';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';

/** The version of Kubernetes that is tested, such as 1.36.3. */
export const version = chooseVersion(undefined, process.env);

/** Folder of its programs. */
export const assets = programFolder(version);

/** Runs kubectl, with a kubeconfig at a path or as somebody. @returns what it printed; rejects with what it complained about */
export async function kubectl(as: string | Access, ...args: readonly string[]): Promise<string> {
  const kubeconfig = typeof as === 'string' ? as : path.join(tmpdir(), `kubewright-e2e-${randomUUID()}.kubeconfig`);
  if (typeof as !== 'string') await as.writeKubeconfig(kubeconfig);
  try {
    const program = await findProgram('kubectl', assets);
    const { stdout } = await promisify(execFile)(program, ['--kubeconfig', kubeconfig, ...args]);
    return stdout;
  } finally {
    if (typeof as !== 'string') await rm(kubeconfig, { force: true });
  }
}
