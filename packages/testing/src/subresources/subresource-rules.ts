import type { UpdateRules } from '../write/update-rules.js';
import { approvalRules } from './approval.js';
import { ephemeralContainersRules } from './ephemeral-containers.js';
import { namespaceFinalizeRules } from './namespace-finalize.js';
import { resizeRules } from './resize.js';

const rules: Readonly<Record<string, UpdateRules>> = {
  'certificatesigningrequests.certificates.k8s.io/approval': approvalRules,
  'namespaces/finalize': namespaceFinalizeRules,
  'pods/ephemeralcontainers': ephemeralContainersRules,
  'pods/resize': resizeRules,
};

/** The rules for an update of a subresource that shows the object itself; undefined for all others, and for the object. */
export function subresourceRules(groupResource: string, subresource: string): UpdateRules | undefined {
  const name = `${groupResource}/${subresource}`;
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}
