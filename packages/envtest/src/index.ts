/// <reference lib="esnext.disposable" preserve="true" />
export type { Access, User } from './access.js';
export { findProgram, type ProgramName } from './assets.js';
export type { ControlPlane, StartedControlPlane } from './control-plane.js';
export type { Flags } from './flags.js';
export { installCRDs, type InstallOptions, uninstallCRDs, type UninstallOptions } from './install-crds.js';
export type { DefinitionSources } from './read-definitions.js';
export { type ControlPlaneOptions, startControlPlane } from './start-control-plane.js';
export type { EnvironmentInstallOptions, TestEnvironment } from './test-environment.js';
