import type { DifferentialCase } from './case.js';
import { containerCases } from './pod-spec.containers.js';
import { resourceCases } from './pod-spec.resources.js';
import { schedulingCases } from './pod-spec.scheduling.js';
import { securityCases } from './pod-spec.security.js';
import { settingCases } from './pod-spec.settings.js';
import { templateCases } from './pod-spec.templates.js';
import { updateCases } from './pod-spec.updates.js';

/** What is wrong and right in the specs of pods and of templates. */
export const podSpecCases: DifferentialCase[] = [
  ...schedulingCases,
  ...securityCases,
  ...settingCases,
  ...resourceCases,
  ...containerCases,
  ...templateCases,
  ...updateCases,
];
