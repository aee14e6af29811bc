// @ts-check
// Runs the tests in e2e/ on a real control plane, which they build and start themselves.
//
//   npm run test:e2e -- [--kubernetes 1.36.3] [options of Jest]
//
// Without --kubernetes: the version that packages are generated from. With USE_EXISTING_CLUSTER=true: the cluster of KUBECONFIG.

import { spawnSync } from 'node:child_process';
import { root } from './workspaces.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--kubernetes');
const [, kubernetes] = at < 0 ? [] : args.splice(at, 2);
if (at >= 0 && kubernetes === undefined) throw new Error('test:e2e: --kubernetes needs a version, such as 1.36.3');
const env = { ...process.env, ...(kubernetes === undefined ? {} : { KUBEWRIGHT_KUBERNETES: kubernetes }) };

for (const command of [
  ['node_modules/typescript/bin/tsc', '-b', '.', 'examples/kubectl-get'],
  ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--config', 'e2e/jest.config.js', ...args],
]) {
  const { status, error } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', env });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
