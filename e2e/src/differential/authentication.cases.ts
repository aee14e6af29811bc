import type { DifferentialCase, DifferentialStep } from './case.js';

const authentication = 'authentication.k8s.io/v1';
const authorization = 'authorization.k8s.io/v1';

function create(apiVersion: string, kind: string, spec?: object, headers: Record<string, string> = {}): DifferentialStep {
  const scope = kind.startsWith('Local') ? '/namespaces/{ns}' : '';
  return {
    method: 'POST',
    path: `/apis/${apiVersion}${scope}/${kind.toLowerCase()}s`,
    headers,
    body: { apiVersion, kind, ...(spec && { spec }) },
  };
}

const one = (name: string, step: DifferentialStep): DifferentialCase => ({ name, steps: [step] });
const asJane = { 'Impersonate-User': 'jane' };
const listPods = { resourceAttributes: { verb: 'list', resource: 'pods' } };
const robot: DifferentialStep = {
  method: 'POST',
  path: '/api/v1/namespaces/{ns}/serviceaccounts',
  body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot' } },
};

/** A request for a token, of a service account that there is. */
function token(name: string, spec: object, metadata: object = {}, account = 'robot'): DifferentialCase {
  const body = { apiVersion: authentication, kind: 'TokenRequest', metadata, spec };
  return {
    name: `TokenRequest: ${name}`,
    steps: [robot, { method: 'POST', path: `/api/v1/namespaces/{ns}/serviceaccounts/${account}/token`, body }],
  };
}

const review = (headers: Record<string, string>): DifferentialStep =>
  create(authentication, 'SelfSubjectReview', undefined, headers);

/** Impersonation, reviews, tokens, and paths and methods that nobody serves. All is asked by a member of `system:masters`. */
export const authenticationCases: readonly DifferentialCase[] = [
  one('impersonates a user', review(asJane)),
  one(
    'impersonates a user with group, uid and extra field',
    review({ ...asJane, 'Impersonate-Group': 'a', 'Impersonate-Uid': 'u', 'Impersonate-Extra-Acme.com%2Ffoo': '1' }),
  ),
  one('impersonates a service account', review({ 'Impersonate-User': 'system:serviceaccount:default:robot' })),
  one('impersonates with an escape that is none', review({ ...asJane, 'Impersonate-Extra-A%zz': 'x' })),
  one(
    'impersonates one who is authenticated in so many words',
    review({ ...asJane, 'Impersonate-Group': 'system:authenticated' }),
  ),
  ...[{ 'Impersonate-Group': 'devs' }, { 'Impersonate-Uid': '1' }, { 'Impersonate-Extra-A': 'b' }].map((headers) =>
    one(`impersonates nobody: ${Object.keys(headers).join()}`, { method: 'GET', path: '/version', headers }),
  ),
  one('SelfSubjectAccessReview: allowed', create(authorization, 'SelfSubjectAccessReview', listPods)),
  one('SelfSubjectAccessReview: nothing', create(authorization, 'SelfSubjectAccessReview', {})),
  one(
    'SelfSubjectAccessReview: both',
    create(authorization, 'SelfSubjectAccessReview', { ...listPods, nonResourceAttributes: { path: '/x', verb: 'get' } }),
  ),
  one(
    'SubjectAccessReview: a group that may',
    create(authorization, 'SubjectAccessReview', { groups: ['system:masters'], ...listPods }),
  ),
  one('SubjectAccessReview: nobody', create(authorization, 'SubjectAccessReview', listPods)),
  one('SubjectAccessReview: nothing', create(authorization, 'SubjectAccessReview', { user: 'jane' })),
  one('LocalSubjectAccessReview: no namespace', create(authorization, 'LocalSubjectAccessReview', { user: 'jane', ...listPods })),
  one(
    'LocalSubjectAccessReview: a path',
    create(authorization, 'LocalSubjectAccessReview', { user: 'jane', nonResourceAttributes: { path: '/x', verb: 'get' } }),
  ),
  one('LocalSubjectAccessReview: without a namespace in the path', {
    method: 'POST',
    path: `/apis/${authorization}/localsubjectaccessreviews`,
    body: {},
  }),
  ...Object.entries({
    'both ways': { rawSelector: 'a=b', requirements: [{ key: 'a', operator: 'In', values: ['b'] }] },
    nothing: {},
    'no key and no values': { requirements: [{ operator: 'In' }, { key: 'a', operator: 'Exists', values: ['b'] }] },
    'what cannot be read': { rawSelector: 'a in b in' },
    'unknown operators': { requirements: [{ key: 'a', operator: 'Like', values: ['b'] }] },
    'known and unknown operators': {
      requirements: [
        { key: 'a', operator: 'In', values: ['b'] },
        { key: 'a', operator: 'Like' },
      ],
    },
    'several values': { requirements: [{ key: 'a', operator: 'NotIn', values: ['b', 'c'] }] },
    'what there is': { requirements: [{ key: 'a', operator: 'Exists' }] },
  }).flatMap(([name, selector]) =>
    ['SelfSubjectAccessReview', 'SubjectAccessReview', 'LocalSubjectAccessReview'].map((kind) =>
      one(
        `${kind}: selectors of ${name}`,
        create(authorization, kind, {
          ...(kind !== 'SelfSubjectAccessReview' && { groups: ['system:masters'] }),
          resourceAttributes: {
            ...listPods.resourceAttributes,
            ...(kind.startsWith('Local') && { namespace: '{ns}' }),
            fieldSelector: selector,
            labelSelector: selector,
          },
        }),
      ),
    ),
  ),
  one('SelfSubjectAccessReview: in a namespace, in which none is', {
    method: 'POST',
    path: `/apis/${authorization}/selfsubjectaccessreviews`,
    body: { metadata: { namespace: 'team' }, spec: listPods },
  }),
  one('SelfSubjectRulesReview: no namespace', create(authorization, 'SelfSubjectRulesReview', {})),
  one('TokenReview: what is no token', create(authentication, 'TokenReview', { token: 'nope' })),
  one('TokenReview: nothing', create(authentication, 'TokenReview', {})),
  one('SelfSubjectReview: as a table', review({ Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })),
  one('SelfSubjectReview: list', { method: 'GET', path: `/apis/${authentication}/selfsubjectreviews` }),
  ...['resourceVersionMatch=Exact', 'labelSelector=a%20b%20c'].map((query) =>
    one(`SelfSubjectReview: list, by ${query}`, {
      method: 'GET',
      path: `/apis/${authentication}/selfsubjectreviews?${query}`,
    }),
  ),
  one('SelfSubjectReview: get', { method: 'GET', path: `/apis/${authentication}/selfsubjectreviews/x` }),
  one('SelfSubjectReview: delete', { method: 'DELETE', path: `/apis/${authentication}/selfsubjectreviews/x` }),
  token('too short a time', { expirationSeconds: 5 }),
  token('too long a time', { expirationSeconds: 2 ** 33 }),
  token('another name', {}, { name: 'other' }),
  token('another namespace', {}, { namespace: 'zz' }),
  token('a pod that there is not', { boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'nope' } }),
  token('a secret that there is not', { boundObjectRef: { apiVersion: 'v1', kind: 'Secret', name: 'nope' } }),
  token('what nothing can be bound to', { boundObjectRef: { apiVersion: 'v1', kind: 'Foo', name: 'nope' } }),
  token('no service account', {}, {}, 'nope'),
  one('TokenRequest: get', { method: 'GET', path: '/api/v1/namespaces/{ns}/serviceaccounts/default/token' }),
  ...(['HEAD', 'OPTIONS'] as const).flatMap((method) =>
    ['/api/v1/namespaces/{ns}/pods', '/api/v1/namespaces/{ns}', '/version'].map((path) =>
      one(`${method} ${path}`, { method, path }),
    ),
  ),
  ...['/version', '/api/v1'].map((path) => one(`POST ${path}`, { method: 'POST', path })),
  ...[
    '/api/v1/namespaces/{ns}/pods/%zz',
    '/api/v1/namespaces/{ns}/pods/%2e%2e',
    '/api/v1/namespaces/{ns}/pods/a%2Fb',
    '/api/v1/namespaces/{ns}/pods/..%2f..',
    '/api//v1/pods',
    '/api/v1/./nodes',
    '/api/../version',
    '/api/v1/nothing',
    '//api/v1/nodes',
    '/%2e%2e/etc/passwd',
    '/apis/nope.io/v1/things',
  ].map((path) => one(`GET ${path}`, { method: 'GET', path })),
];
