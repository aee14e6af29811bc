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

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const subdomain = String.raw`${label}(\.${label})*`;
const labelSyntax = new RegExp(`^${label}$`);
const label1035Syntax = new RegExp(`^${label1035}$`);
const subdomainSyntax = new RegExp(`^${subdomain}$`);

const labelRule = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`;
const label1035Rule = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${label1035}')`;
const subdomainRule = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;

/**
 * What is wrong with a name, in the server's words; nothing if the list is empty.
 *
 * @param isPrefix whether characters will be put behind it, as with `metadata.generateName`: then it may end with a dash
 */
export function nameProblems(rule: NameRule, name: string, isPrefix = false): string[] {
  switch (rule) {
    case 'dns-label':
      return labelProblems(masked(name, isPrefix));
    case 'dns-1035-label':
      return label1035Problems(masked(name, isPrefix));
    case 'dns-subdomain':
      return subdomainProblems(masked(name, isPrefix));
    case 'path':
      return pathSegmentProblems(name, isPrefix);
    case 'none':
      return [];
  }
}

/** What is wrong with a name that has to be a label of DNS (RFC 1123): at most 63 bytes, no dots. */
function labelProblems(name: string): string[] {
  const problems = tooLong(name, 63);
  if (!labelSyntax.test(name)) problems.push(subdomainSyntax.test(name) ? 'must not contain dots' : labelRule);
  return problems;
}

/** What is wrong with a name that has to be a label of DNS (RFC 1035): it begins with a letter. */
export function label1035Problems(name: string): string[] {
  const problems = tooLong(name, 63);
  if (!label1035Syntax.test(name)) problems.push(label1035Rule);
  return problems;
}

/** What is wrong with a name that has to be a domain of DNS (RFC 1123): at most 253 bytes. */
function subdomainProblems(name: string): string[] {
  const problems = tooLong(name, 253);
  if (!subdomainSyntax.test(name)) problems.push(subdomainRule);
  return problems;
}

/** What is wrong with a name that has to fit into a segment of a path. */
export function pathSegmentProblems(name: string, isPrefix = false): string[] {
  if (!isPrefix && (name === '.' || name === '..')) return [`may not be '${name}'`];
  return ['/', '%'].filter((character) => name.includes(character)).map((character) => `may not contain '${character}'`);
}

function tooLong(name: string, most: number): string[] {
  return Buffer.byteLength(name) > most ? [`must be no more than ${String(most)} characters`] : [];
}

/** As the server does it: a dash at the end goes, and the character before it becomes an `a`. */
function masked(name: string, isPrefix: boolean): string {
  return isPrefix && name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
