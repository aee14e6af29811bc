import { quote } from '@kubewright/rest';
import { authenticatedGroup, mastersGroup, type UserInfo } from './user-info.js';

/** What somebody may do. What a rule does not name it does not restrict, apart from `nonResourceURLs`. */
export interface AuthorizationRule {
  /** Names of users. With `groups` it is for both; without either for everybody. */
  readonly users?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`, `impersonate` …; `*` is all. */
  readonly verbs: readonly string[];
  /** The core group is empty; `*` is all. @default all */
  readonly apiGroups?: readonly string[] | undefined;
  /**
   * Plural, `pods/log` for a subresource, `scale` behind `*` and a slash for that of all resources; `*` is all.
   *
   * @default all, or none if there are `nonResourceURLs`
   */
  readonly resources?: readonly string[] | undefined;
  /** @default all */
  readonly resourceNames?: readonly string[] | undefined;
  /** Namespaces in which it holds, and there only. @default all of them, and what is in none */
  readonly namespaces?: readonly string[] | undefined;
  /** Paths that are no resource's, as `/metrics`; `/healthz/*` is all that begin so, `*` all. @default none */
  readonly nonResourceURLs?: readonly string[] | undefined;
}

/** What is to be decided, as a request or a review says it. */
export interface AuthorizationAttributes {
  readonly verb: string;
  readonly isResourceRequest: boolean;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
}

const publicPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

/**
 * What a real server allows to everybody, and to all whom it knows (`system:public-info-viewer`, `system:basic-user`,
 * `system:discovery`).
 */
const builtInRules: readonly AuthorizationRule[] = [
  {
    groups: [authenticatedGroup],
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  { groups: [authenticatedGroup], verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  { verbs: ['get'], nonResourceURLs: publicPaths },
  {
    groups: [authenticatedGroup],
    verbs: ['get'],
    nonResourceURLs: [
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/openapi',
      '/openapi/*',
      '/readyz',
      '/version',
      '/version/',
    ],
  },
];

/** All may do everything. */
const everything: readonly AuthorizationRule[] = [{ verbs: ['*'] }, { verbs: ['*'], nonResourceURLs: ['*'] }];

/** Decides who may do what, by a list of rules. */
export class Authorizer {
  readonly #rules: readonly AuthorizationRule[];

  /** @param rules undefined if everything is allowed */
  constructor(rules: readonly AuthorizationRule[] | undefined) {
    this.#rules = rules ? [...builtInRules, ...rules] : everything;
  }

  allows(user: UserInfo, attributes: AuthorizationAttributes): boolean {
    if (user.groups.includes(mastersGroup)) return true;
    return this.#rules.some((rule) => isFor(rule, user) && covers(rule, attributes));
  }

  /** The rules of a user that hold in a namespace. */
  rulesFor(user: UserInfo, namespace: string): readonly AuthorizationRule[] {
    const rules = this.#rules.filter((rule) => isFor(rule, user) && (rule.namespaces?.includes(namespace) ?? true));
    return user.groups.includes(mastersGroup) && this.#rules !== everything ? [...rules, ...everything] : rules;
  }
}

/** Why somebody may not do something, in the server's words (apiserver `responsewriters.forbiddenMessage`). */
export function forbiddenText({ name }: UserInfo, attributes: AuthorizationAttributes): string {
  const { verb, isResourceRequest, group, resource, subresource, namespace, path } = attributes;
  if (!isResourceRequest) return `User ${quote(name)} cannot ${verb} path ${quote(path)}`;
  const what = quote(subresource === '' ? resource : `${resource}/${subresource}`);
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${quote(namespace)}`;
  return `User ${quote(name)} cannot ${verb} resource ${what} in API group ${quote(group)} ${where}`;
}

function isFor({ users, groups }: AuthorizationRule, user: UserInfo): boolean {
  if (!users && !groups) return true;
  return (users?.includes(user.name) ?? false) || (groups?.some((group) => user.groups.includes(group)) ?? false);
}

/** As RBAC matches its rules (`pkg/apis/rbac/v1` evaluation helpers). */
function covers(rule: AuthorizationRule, attributes: AuthorizationAttributes): boolean {
  const { verb, group, namespace, name, path } = attributes;
  if (!has(rule.verbs, verb)) return false;
  if (!attributes.isResourceRequest) return rule.nonResourceURLs?.some((pattern) => matchesPath(pattern, path)) ?? false;
  if (rule.nonResourceURLs && !rule.resources) return false;
  return (
    has(rule.apiGroups, group) &&
    matchesResource(rule.resources, attributes) &&
    (rule.resourceNames?.includes(name) ?? true) &&
    (rule.namespaces?.includes(namespace) ?? true)
  );
}

function has(values: readonly string[] | undefined, value: string): boolean {
  return values?.some((one) => one === '*' || one === value) ?? true;
}

function matchesResource(
  resources: readonly string[] | undefined,
  { resource, subresource }: Pick<AuthorizationAttributes, 'resource' | 'subresource'>,
): boolean {
  if (subresource === '') return has(resources, resource);
  return has(resources, `${resource}/${subresource}`) || (resources?.includes(`*/${subresource}`) ?? false);
}

function matchesPath(pattern: string, path: string): boolean {
  return pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')));
}
