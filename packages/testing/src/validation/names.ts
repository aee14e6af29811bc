import { dns1035Label, dnsLabel, dnsSubdomain } from './text-rules.js';

/** Which names the objects of a kind may have. `path` is whatever fits into a segment of a path; `none` leaves it at that. */
export type NameRule = 'dns-1035-label' | 'dns-label' | 'dns-subdomain' | 'none' | 'path';

/** The kinds whose names are no domains of DNS, as kube-apiserver 1.36.3 showed by its errors. */
const rules: Readonly<Record<string, NameRule>> = {
  'Event.': 'none',
  'Namespace.': 'dns-label',
  'Service.': 'dns-label',
  'StatefulSet.apps': 'dns-label',
  'CertificateSigningRequest.certificates.k8s.io': 'none',
  'PodDisruptionBudget.policy': 'none',
  'ClusterRole.rbac.authorization.k8s.io': 'path',
  'ClusterRoleBinding.rbac.authorization.k8s.io': 'path',
  'Role.rbac.authorization.k8s.io': 'path',
  'RoleBinding.rbac.authorization.k8s.io': 'path',
  'APIService.apiregistration.k8s.io': 'path',
  'IPAddress.networking.k8s.io': 'none',
};

/** Which names the objects of a kind may have; custom resources have names like most. @param group empty for the core group */
export function nameRuleOf(group: string, kind: string): NameRule {
  return rules[`${kind}.${group}`] ?? 'dns-subdomain';
}

/**
 * What is wrong with a name, in the server's words; nothing if the list is empty.
 *
 * @param isPrefix whether characters will be put behind it, as with `metadata.generateName`: then it may end with a dash
 */
export function nameProblems(rule: NameRule, name: string, isPrefix = false): string[] {
  switch (rule) {
    case 'dns-label':
      return dnsLabel(masked(name, isPrefix));
    case 'dns-1035-label':
      return dns1035Label(masked(name, isPrefix));
    case 'dns-subdomain':
      return dnsSubdomain(masked(name, isPrefix));
    case 'path':
      return pathSegmentProblems(name, isPrefix);
    case 'none':
      return [];
  }
}

/** What is wrong with a name that has to fit into a segment of a path. */
export function pathSegmentProblems(name: string, isPrefix = false): string[] {
  if (!isPrefix && (name === '.' || name === '..')) return [`may not be '${name}'`];
  return ['/', '%'].filter((character) => name.includes(character)).map((character) => `may not contain '${character}'`);
}

/** As the server does it: a dash at the end goes, and the character before it becomes an `a`. */
function masked(name: string, isPrefix: boolean): string {
  return isPrefix && name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
