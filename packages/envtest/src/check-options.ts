import type { ControlPlaneOptions } from './start-control-plane.js';

const known: Readonly<Record<keyof ControlPlaneOptions, true>> = {
  assets: true,
  controllerManager: true,
  apiServerFlags: true,
  controllerManagerFlags: true,
  etcdFlags: true,
  attachOutput: true,
  useExistingCluster: true,
  config: true,
  timeout: true,
  signal: true,
};

/** Throws a `TypeError` for an option that there is not, and for a timeout that is no number of milliseconds. */
export function checkOptions(options: ControlPlaneOptions): void {
  for (const option of Object.keys(options))
    if (!Object.hasOwn(known, option))
      throw new TypeError(`startControlPlane: there is no option "${option}": give one of ${Object.keys(known).join(', ')}`);
  const { timeout } = options;
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout >= 0))
    throw new TypeError(`startControlPlane: timeout is ${String(timeout)}: give a number of milliseconds from 0`);
}
