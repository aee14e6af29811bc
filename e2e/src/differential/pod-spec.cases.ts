import type { DifferentialCase } from './case.js';
import { schedulingCases } from './pod-spec.scheduling.js';
import { securityCases } from './pod-spec.security.js';

/** What is wrong and right in the specs of pods and of templates. */
export const podSpecCases: DifferentialCase[] = [...schedulingCases, ...securityCases];
