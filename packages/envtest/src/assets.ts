import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { systemErrorCode } from './system-error.js';

/** A program of the control plane, or one that talks to it. */
export type ProgramName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kubectl';

/** Where envtest of controller-runtime looks when nothing tells it otherwise. */
const defaultFolder = '/usr/local/kubebuilder/bin';

export interface AssetSources {
  /** Folder that holds all programs under their own names. */
  folder?: string | undefined;
  /** Usually `process.env`. */
  environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Paths of the programs, by the conventions of envtest: for each program the given folder, else its `TEST_ASSET_<NAME>`, else
 * the folder `KUBEBUILDER_ASSETS`, else `/usr/local/kubebuilder/bin`. Unlike in envtest the folder given by code beats the
 * environment: what a test asks for is what it runs against.
 * @throws {Error} that names every program that is not there or not executable, and says what to do.
 */
export async function findAssets<N extends ProgramName>(names: readonly N[], sources: AssetSources): Promise<Record<N, string>> {
  const found: Partial<Record<N, string>> = {};
  const missing: string[] = [];
  for (const name of names) {
    const { path, saidBy } = placeOf(name, sources);
    try {
      await access(path, constants.X_OK);
      found[name] = path;
    } catch (error) {
      missing.push(`  ${path} (${saidBy}) ${systemErrorCode(error) === 'EACCES' ? 'is not executable' : 'does not exist'}`);
    }
  }
  if (missing.length === 0) return found as Record<N, string>;
  throw new Error(
    `Looking for the programs of a control plane: ${missing.length === 1 ? 'one is' : 'some are'} not there.\n${missing.join('\n')}\n` +
      `Set the option "assets" or KUBEBUILDER_ASSETS to a folder with ${names.join(', ')}. ` +
      'In a checkout of Kubewright "npm run control-plane -- build" makes one; "setup-envtest use" of controller-runtime downloads one without kube-controller-manager.',
  );
}

/**
 * Path of one program by the same conventions: that of kubectl, by TEST_ASSET_KUBECTL and the others, for tests that run it.
 *
 * @param assets folder that holds all programs
 * @throws {Error} as `findAssets`
 */
export async function findProgram(name: ProgramName, assets?: string): Promise<string> {
  return (await findAssets([name], { folder: assets, environment: process.env }))[name];
}

function placeOf(name: ProgramName, { folder, environment }: AssetSources): { path: string; saidBy: string } {
  if (folder !== undefined) return { path: resolve(folder, name), saidBy: 'option "assets"' };
  const variable = `TEST_ASSET_${name.toUpperCase().replaceAll('-', '_')}`;
  const path = environment[variable];
  if (path) return { path: resolve(path), saidBy: variable };
  const assets = environment['KUBEBUILDER_ASSETS'];
  if (assets) return { path: resolve(assets, name), saidBy: 'KUBEBUILDER_ASSETS' };
  return { path: resolve(defaultFolder, name), saidBy: "envtest's default" };
}
