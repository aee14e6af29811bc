import { appsRules } from './workloads/apps-rules.js';
import { batchRules } from './workloads/batch-rules.js';
import { certificateRules } from './policies/certificate-rules.js';
import { coreRules } from './core-rules.js';
import type { KindRules } from './kind-rules.js';
import { otherRules } from './other-rules.js';
import { resourceClaimRules } from './resource-claim-rules.js';

const byGroup: Readonly<Record<string, Readonly<Record<string, KindRules>>>> = {
  '': coreRules,
  apps: appsRules,
  batch: batchRules,
  'certificates.k8s.io': certificateRules,
  'resource.k8s.io': resourceClaimRules,
  ...otherRules,
};

/**
 * What the server does with the objects of a built-in kind. Undefined for a kind that is not written down here.
 *
 * @param group empty for the core group
 */
export function kindRules(group: string, kind: string): KindRules | undefined {
  const kinds = Object.hasOwn(byGroup, group) ? byGroup[group] : undefined;
  return kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
