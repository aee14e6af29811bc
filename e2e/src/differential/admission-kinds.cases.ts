import type { DifferentialCase } from './case.js';
import { type Body, inCluster } from './case-builders.js';

const registration = (resource: string): string => `/apis/admissionregistration.k8s.io/v1/${resource}`;

const of = (what: string, resource: string, bodies: Readonly<Record<string, readonly Body[]>>): DifferentialCase[] =>
  Object.entries(bodies).map(([how, [body = {}, ...patches]]) => ({
    ...inCluster('', registration(resource), body, ...patches),
    name: `${what} ${how}`,
  }));

/** Of something that nobody makes. */
const rule: Body = { apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['a'] };
const webhook: Body = {
  name: 'a.example.com',
  clientConfig: { service: { namespace: 'a', name: 'b' } },
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  rules: [rule],
};
const hooks = (...webhooks: Body[]): Body => ({ webhooks: webhooks.map((one) => ({ ...webhook, ...one })) });
const rules = (...all: Body[]): Body => hooks({ rules: all.map((one) => ({ ...rule, ...one })) });
const service = (more: Body): Body => ({ clientConfig: { service: { namespace: 'a', name: 'b', ...more } } });
const url = (text: string): Body => ({ clientConfig: { url: text } });

const policy = (more: Body): Body => ({
  spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }], ...more },
});
const binding = (more: Body): Body => ({
  spec: { policyName: 'nobody', validationActions: ['Deny'], matchResources: { resourceRules: [rule] }, ...more },
});

/** Webhooks and policies of admission, but for what they say in CEL. */
export const admissionKindsCases: readonly DifferentialCase[] = [
  ...of('ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', {
    'of everything': [
      hooks(
        {
          ...service({ path: '/a/b', port: 8443 }),
          failurePolicy: 'Ignore',
          matchPolicy: 'Exact',
          namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] },
          objectSelector: { matchLabels: { a: 'b' } },
          sideEffects: 'NoneOnDryRun',
          timeoutSeconds: 30,
          admissionReviewVersions: ['v2', 'v1beta1'],
          matchConditions: [{ name: 'a', expression: 'true' }],
        },
        { name: 'b.example.com', ...url('https://example.com:8443/a') },
      ),
      { webhooks: null },
    ],
    'of wrong names': [
      hooks({ name: '' }, { name: 'A.b.c' }, { name: 'a.b' }, { name: 'c.example.com' }, { name: 'c.example.com' }),
    ],
    'of nothing': [{ webhooks: [{}] }],
    'of texts that are none': [
      hooks({
        failurePolicy: 'Some',
        matchPolicy: 'Some',
        sideEffects: 'Unknown',
        timeoutSeconds: 31,
        namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'Some' }] },
        objectSelector: { matchLabels: { 'a b': 'c' } },
        admissionReviewVersions: ['V1', 'v2', 'v2'],
        matchConditions: [
          {},
          { name: 'a b', expression: 'true' },
          { name: 'c', expression: ' ' },
          { name: 'c', expression: 'true' },
        ],
      }),
      { webhooks: [] },
    ],
    'of services that are none': [
      hooks(
        service({ name: '', path: 'a', port: 70_000 }),
        { name: 'b.example.com', ...service({ namespace: '', path: '//' }) },
        { name: 'c.example.com', ...service({ path: '/a//B/' }) },
        {
          name: 'd.example.com',
          clientConfig: { ...(url('https://a')['clientConfig'] as Body), service: { namespace: 'a', name: 'b' } },
        },
        { name: 'e.example.com', clientConfig: {} },
      ),
    ],
    'of addresses that are none': [
      hooks(
        url('http://example.com'),
        { name: 'b.example.com', ...url('https:///a') },
        { name: 'c.example.com', ...url('https://me:you@example.com/?a=b#c') },
        { name: 'd.example.com', ...url('') },
        { name: 'e.example.com', ...url('example.com/a') },
      ),
    ],
    'of rules that are none': [
      rules(
        { operations: [], apiGroups: [], apiVersions: [], resources: [] },
        {
          operations: ['*', 'CREATE', 'Some'],
          apiGroups: ['*', 'a'],
          apiVersions: ['*', ''],
          resources: ['*/*', 'a', ''],
          scope: 'Some',
        },
        { resources: ['a/*', 'a/b', '*/c', 'd/c', '*', 'e'] },
        { resources: ['e', '*'] },
      ),
    ],
    'whose rules may become wrong': [
      hooks({}),
      hooks({ sideEffects: 'Some', admissionReviewVersions: ['v3'] }),
      { metadata: { labels: { a: 'b' } } },
    ],
  }),
  ...of('MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', {
    'of everything': [hooks({ reinvocationPolicy: 'IfNeeded' }), hooks({ reinvocationPolicy: 'Some' })],
    'with mistakes': [hooks({ reinvocationPolicy: 'Some', timeoutSeconds: 0, sideEffects: 'Some' })],
  }),
  ...of('ValidatingAdmissionPolicy', 'validatingadmissionpolicies', {
    'of everything': [
      policy({
        failurePolicy: 'Ignore',
        paramKind: { apiVersion: 'example.com/v1', kind: 'Limit' },
        matchConstraints: {
          resourceRules: [{ ...rule, resourceNames: ['a'] }],
          excludeResourceRules: [rule],
          matchPolicy: 'Exact',
        },
        matchConditions: [{ name: 'a', expression: 'true' }],
        variables: [{ name: 'v', expression: '1' }],
        validations: [
          { expression: 'variables.v == 1', message: 'm', reason: 'Forbidden' },
          { expression: 'true', messageExpression: "'a'" },
        ],
        auditAnnotations: [{ key: 'a', valueExpression: "'b'" }],
      }),
      { spec: { auditAnnotations: null } },
    ],
    'of nothing': [{ spec: {} }],
    'of no rules': [policy({ matchConstraints: {}, validations: [] })],
    'of texts that are none': [
      policy({
        failurePolicy: 'Some',
        paramKind: { apiVersion: 'A/V1', kind: 'a_b' },
        matchConstraints: {
          matchPolicy: 'Some',
          namespaceSelector: { matchLabels: { 'a b': 'c' } },
          objectSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] },
          resourceRules: [{ ...rule, resourceNames: ['a/b', 'c', 'c'] }, {}],
          excludeResourceRules: [{ ...rule, operations: ['Some'] }],
        },
        matchConditions: [{}],
        variables: [{}, { name: 'in', expression: '1' }],
        validations: [
          {},
          { expression: 'true', message: ' ', messageExpression: ' ', reason: 'Some' },
          { expression: 'true', message: 'a\nb' },
        ],
        auditAnnotations: [
          {},
          { key: 'a b', valueExpression: "'b'" },
          { key: 'c', valueExpression: "'b'" },
          { key: 'c', valueExpression: "'b'" },
        ],
      }),
    ],
    'of parameters without a version': [policy({ paramKind: { apiVersion: 'a/', kind: '' } })],
    'of parameters of nothing': [policy({ paramKind: { apiVersion: 'a/b/c' } })],
  }),
  ...of('ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', {
    'of everything': [
      binding({
        paramRef: { name: 'a', namespace: 'b', parameterNotFoundAction: 'Allow' },
        validationActions: ['Warn', 'Audit'],
      }),
      { spec: { paramRef: { name: null, selector: {} } } },
    ],
    'of nothing': [{ spec: {} }],
    'with mistakes': [
      binding({
        policyName: 'A_',
        paramRef: { name: 'a/b', selector: { matchLabels: { 'a b': 'c' } }, parameterNotFoundAction: 'Some' },
        matchResources: { resourceRules: [{}] },
        validationActions: ['Deny', 'Warn', 'Some', 'Deny'],
      }),
    ],
    'of parameters of nobody': [binding({ paramRef: {} })],
  }),
];
