import type { DifferentialCase } from './case.js';
import { type Body, inCluster } from './case-builders.js';

const of = (what: string, resource: string, bodies: Readonly<Record<string, readonly Body[]>>): DifferentialCase[] =>
  Object.entries(bodies).map(([how, [body = {}, ...patches]]) => ({
    ...inCluster('', `/apis/admissionregistration.k8s.io/v1/${resource}`, body, ...patches),
    name: `${what} ${how}`,
  }));

/** Of something that nobody makes. */
const rule: Body = { apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['a'] };
const jsonPatch: Body = { expression: "[JSONPatch{op: 'add', path: '/a', value: 'b'}]" };
const patching: Body = { patchType: 'JSONPatch', jsonPatch };
const policy = (more: Body): Body => ({
  spec: { matchConstraints: { resourceRules: [rule] }, mutations: [patching], reinvocationPolicy: 'Never', ...more },
});
const binding = (more: Body): Body => ({ spec: { policyName: 'nobody', ...more } });

/** Policies that change what is written, but for what they say in CEL. */
export const mutatingPolicyCases: readonly DifferentialCase[] = [
  ...of('MutatingAdmissionPolicy', 'mutatingadmissionpolicies', {
    'of everything': [
      policy({
        failurePolicy: 'Ignore',
        reinvocationPolicy: 'IfNeeded',
        paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
        matchConditions: [{ name: 'a', expression: 'true' }],
        variables: [{ name: 'v', expression: '1' }],
      }),
      { spec: { failurePolicy: 'Fail' } },
    ],
    'of nothing': [{ spec: {} }],
    'of no mutation': [policy({ mutations: [], matchConstraints: {}, reinvocationPolicy: '' })],
    'with mistakes': [
      policy({
        failurePolicy: 'Some',
        reinvocationPolicy: 'Some',
        matchConstraints: { resourceRules: [{ ...rule, operations: ['DELETE', 'Some'] }] },
        variables: [{}],
        mutations: [
          {},
          { patchType: 'Some' },
          { patchType: 'JSONPatch', applyConfiguration: {} },
          { patchType: 'ApplyConfiguration', jsonPatch: {} },
          { patchType: 'JSONPatch', jsonPatch: { expression: ' ' } },
          { patchType: 'ApplyConfiguration', applyConfiguration: {} },
        ],
      }),
    ],
  }),
  ...of('MutatingAdmissionPolicyBinding', 'mutatingadmissionpolicybindings', {
    'of everything': [
      binding({ matchResources: { resourceRules: [rule] }, paramRef: { selector: {}, parameterNotFoundAction: 'Deny' } }),
      { spec: { paramRef: null } },
    ],
    'of nothing': [{ spec: {} }],
    'with mistakes': [
      binding({ policyName: 'A_', paramRef: {}, matchResources: { resourceRules: [{ ...rule, operations: ['DELETE'] }] } }),
    ],
  }),
];
