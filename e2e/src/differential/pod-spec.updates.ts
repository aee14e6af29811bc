import type { DifferentialCase } from './case.js';
import { type Body, container, deployments, jsonPatch, pods, post } from './case-builders.js';
import { deploymentWith, podWith } from './pod-spec.builders.js';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const gates = { schedulingGates: [{ name: 'a' }, { name: 'b' }] };
const term = (...matchExpressions: Body[]): Body => ({ matchExpressions });
const has = (key: string): Body => ({ key, operator: 'Exists' });
const affinity = (...nodeSelectorTerms: Body[]): Body => ({ nodeAffinity: { [required]: { nodeSelectorTerms } } });
const beside = { podAffinity: { [required]: [{ topologyKey: 'zone', labelSelector: {} }] } };
const add = (path: string, value: unknown): Body => ({ op: 'add', path: `/spec${path}`, value });
const remove = (path: string): Body => ({ op: 'remove', path: `/spec${path}` });

const gated = { ...gates, nodeSelector: { a: 'b' }, affinity: affinity(term(has('a')), term(has('b'))) };

/** What of a pod's spec may change: original, then changes, each in its turn. */
const changes: Readonly<Record<string, readonly [Body, ...Body[][]]>> = {
  'a gate may go': [gates, [remove('/schedulingGates/0')], [remove('/schedulingGates')]],
  'a gate may not come': [gates, [add('/schedulingGates/-', { name: 'c' })]],
  'no gate may come where there is none': [{}, [add('/schedulingGates', [{ name: 'c' }])]],
  'a gated pod gets a selector of nodes': [gates, [add('/nodeSelector', { a: 'b' })]],
  'a gated pod gets more of a selector of nodes': [gated, [add('/nodeSelector/c', 'd')]],
  'a gated pod gets no other selector of nodes': [gated, [add('/nodeSelector', { c: 'd', b: 'e' })]],
  'a gated pod keeps its selector of nodes': [gated, [remove('/nodeSelector')]],
  'a gated pod gets an affinity': [gates, [add('/affinity', affinity(term(has('a'))))]],
  'a gated pod gets no affinity to pods': [gates, [add('/affinity', beside)]],
  'a gated pod gets more of an affinity': [
    gated,
    [add(`/affinity/nodeAffinity/${required}/nodeSelectorTerms/0/matchExpressions/-`, has('c'))],
  ],
  'a gated pod gets fields in its affinity': [
    gated,
    [
      add(`/affinity/nodeAffinity/${required}/nodeSelectorTerms/1/matchFields`, [
        { key: 'metadata.name', operator: 'In', values: ['a'] },
      ]),
    ],
  ],
  'a gated pod gets what it only prefers': [
    gated,
    [add('/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution', [{ weight: 1, preference: term(has('a')) }])],
  ],
  'a gated pod gets no other affinity': [gated, [add('/affinity', affinity(term(has('c'), has('a')), {}))]],
  'a gated pod gets no more terms': [gated, [add(`/affinity/nodeAffinity/${required}/nodeSelectorTerms/-`, term(has('c')))]],
  'a gated pod keeps its affinity': [gated, [remove('/affinity')]],
  'a gated pod keeps a term of nothing': [
    { ...gates, affinity: affinity({}) },
    [add(`/affinity/nodeAffinity/${required}/nodeSelectorTerms/0`, term(has('a')))],
  ],
  'a gated pod with pods beside it gets nodes': [
    { ...gates, affinity: beside },
    [add('/affinity/nodeAffinity', affinity(term(has('a')))['nodeAffinity'])],
  ],
  'a pod keeps its selector of nodes': [{ nodeSelector: { a: 'b' } }, [add('/nodeSelector/c', 'd')]],
  'a pod keeps its affinity': [{ affinity: affinity(term(has('a'))) }, [remove('/affinity')]],
  'a deadline may come, and be shorter': [{}, [add('/activeDeadlineSeconds', 10)], [add('/activeDeadlineSeconds', 5)]],
  'a deadline may not be longer': [{ activeDeadlineSeconds: 10 }, [add('/activeDeadlineSeconds', 11)]],
  'a deadline may not go': [{ activeDeadlineSeconds: 10 }, [remove('/activeDeadlineSeconds')]],
  'a deadline may not be none': [{ activeDeadlineSeconds: 10 }, [add('/activeDeadlineSeconds', 0)]],
  'a deadline may not be less than nothing': [{ activeDeadlineSeconds: 10 }, [add('/activeDeadlineSeconds', -1)]],
  'a toleration may come and last longer': [
    { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 }] },
    [add('/tolerations/-', { key: 'b' })],
    [add('/tolerations/0/tolerationSeconds', 5)],
  ],
  'a toleration may not come that is none': [{}, [add('/tolerations/-', { key: 'a b', operator: 'Like' })]],
  'a toleration may not become another': [{ tolerations: [{ key: 'a', operator: 'Exists' }] }, [add('/tolerations/0/key', 'b')]],
  'rights may not change': [{ securityContext: { runAsUser: 1 } }, [add('/securityContext/runAsUser', 2)]],
  'rights may not be none': [{}, [add('/securityContext/runAsUser', -1)]],
  'names may not change': [{ dnsConfig: { searches: ['a'] } }, [add('/hostname', 'a'), add('/dnsConfig/searches/-', 'b')]],
  'a spread that became a selector may stay': [
    {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {}, matchLabelKeys: ['app'] },
      ],
    },
    [add('/activeDeadlineSeconds', 10)],
  ],
  'resources of all may not change': [{ resources: { limits: { cpu: '1' } } }, [add('/resources/limits/cpu', '2')]],
};

const annotation = '/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1c';

export const updateCases: DifferentialCase[] = [
  ...Object.entries(changes).map(([how, [spec, ...patches]]): DifferentialCase => ({
    name: `pod spec, changes: ${how}`,
    steps: [post(pods, podWith(spec)), ...patches.map((operations) => jsonPatch(`${pods}/x`, ...operations))],
  })),
  {
    name: 'pod spec, changes: a profile in an annotation stays',
    steps: [
      post(pods, {
        ...podWith({}),
        metadata: { name: 'x', annotations: { 'container.apparmor.security.beta.kubernetes.io/c': 'unconfined' } },
      }),
      jsonPatch(`${pods}/x`, { op: 'replace', path: annotation, value: 'runtime/default' }),
      jsonPatch(`${pods}/x`, { op: 'remove', path: annotation }),
    ],
  },
  {
    name: 'pod spec, changes: a template may change its mind on labels of volumes',
    steps: [
      post(deployments, deploymentWith({ securityContext: { seLinuxChangePolicy: 'Recursive' } })),
      jsonPatch(`${deployments}/x`, {
        op: 'replace',
        path: '/spec/template/spec/securityContext/seLinuxChangePolicy',
        value: 'MountOption',
      }),
    ],
  },
  ...Object.entries<readonly Body[]>({
    'of one container to more than the pod has': [add('/containers/0/resources/limits/cpu', '3')],
    'of the pod': [add('/resources/limits/cpu', '4'), add('/resources/requests/cpu', '3')],
    'of the pod to less than its containers request': [add('/resources/requests/cpu', '500m')],
    'of the pod to less than it requests': [add('/resources/limits/cpu', '500m')],
    'of the pod to something else': [add('/resources/limits/bananas', '1')],
    'of one container by a policy that does not exist': [
      add('/containers/0/resizePolicy', [{ resourceName: 'cpu', restartPolicy: 'Some' }]),
    ],
  }).map(([how, operations]): DifferentialCase => ({
    name: `pod spec, resizes: ${how}`,
    steps: [
      post(
        pods,
        podWith({
          resources: { limits: { cpu: '2', memory: '1Gi' } },
          containers: [{ ...container, resources: { limits: { cpu: '1', memory: '512Mi' } } }],
        }),
      ),
      jsonPatch(`${pods}/x/resize`, ...operations),
    ],
  })),
];
