/// <reference lib="esnext.disposable" preserve="true" />
export type { Access, ControlPlane, User } from './control-plane.js';
export type { Flags } from './flags.js';
export { installCRDs, type InstallOptions } from './install-crds.js';
export { type ControlPlaneOptions, startControlPlane } from './start-control-plane.js';
