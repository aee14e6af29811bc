import type { DifferentialCase } from './case.js';
import { fileCases } from './volumes.files.js';
import { persistentVolumeCases } from './volumes.persistent.js';
import { persistentVolumeClaimCases } from './volumes.claims.js';
import { sourceCases } from './volumes.sources.js';

/** Volumes of pods and of the cluster, and claims of them: what is refused, what is accepted and what becomes of it. */
export const volumeCases: readonly DifferentialCase[] = [
  ...sourceCases,
  ...fileCases,
  ...persistentVolumeCases,
  ...persistentVolumeClaimCases,
];
