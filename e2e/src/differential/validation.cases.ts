import { admissionKindsCases } from './admission-kinds.cases.js';
import { autoscalerCases } from './autoscalers.cases.js';
import type { DifferentialCase } from './case.js';
import { certificateCases } from './certificates.cases.js';
import { cronJobCases } from './cron-jobs.cases.js';
import { endpointCases } from './endpoints.cases.js';
import { flowControlCases } from './flow-control.cases.js';
import { jobPolicyCases } from './job-policies.cases.js';
import { jobStatusCases } from './job-status.cases.js';
import { longTextCases } from './long-texts.cases.js';
import { mutatingPolicyCases } from './mutating-policies.cases.js';
import { networkingCases } from './networking.cases.js';
import { rangeValidationCases } from './range-validation.cases.js';
import { storageCases } from './storage.cases.js';

/** What objects of kinds beside pods may say, and what not: each field with all that is wrong with it. */
export const validationCases: readonly DifferentialCase[] = [
  ...jobPolicyCases,
  ...jobStatusCases,
  ...cronJobCases,
  ...autoscalerCases,
  ...networkingCases,
  ...endpointCases,
  ...storageCases,
  ...admissionKindsCases,
  ...mutatingPolicyCases,
  ...flowControlCases,
  ...certificateCases,
  ...longTextCases,
  ...rangeValidationCases,
];
