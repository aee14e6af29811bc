import { budgetCases } from './budgets.cases.js';
import type { DifferentialCase } from './case.js';
import { claimCases } from './claims.cases.js';
import { deploymentCases } from './deployments.cases.js';
import { jobCases } from './jobs.cases.js';
import { podCases } from './pods.cases.js';
import { serviceCases } from './services.cases.js';

export { otherKindsCases } from './other-kinds.cases.js';

/*
 * What the server makes of objects of the common kinds: defaults, admission, generations, what a client may change and what not.
 * `{ns}` stands in bodies too, where a name has to be one's own in the whole cluster.
 *
 * Controllers of workloads write into the same objects: they have to be off where answers after the first step are compared as
 * a whole.
 */

/** Pods, Deployments, Services, Jobs, PersistentVolumeClaims and PodDisruptionBudgets. */
export const kindsCases: readonly DifferentialCase[] = [
  ...podCases,
  ...deploymentCases,
  ...serviceCases,
  ...jobCases,
  ...claimCases,
  ...budgetCases,
];
