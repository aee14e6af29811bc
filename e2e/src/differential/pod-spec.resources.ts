import type { DifferentialCase } from './case.js';
import { type Body, container } from './case-builders.js';
import { containers, specs } from './pod-spec.builders.js';

const resources = (limits: Body, requests?: Body): Body => ({ resources: { limits, requests } });
const containersWith = (...all: Body[]): Body => ({
  containers: all.map((limits, index) => ({ name: `c${String(index)}`, image: 'a', ...resources(limits) })),
});
const claims = (...names: Body[]): Body => ({
  containers: [{ ...container, resources: { claims: names } }],
  resourceClaims: [
    { name: 'a', resourceClaimName: 'x' },
    { name: 'b', resourceClaimTemplateName: 'y' },
  ],
});

/** What pods and their containers ask for. */
export const resourceCases: DifferentialCase[] = [
  ...containers('resources of a container', {
    'with huge pages': resources({ 'hugepages-2Mi': '4Mi', memory: '1Gi' }),
    'with huge pages without memory': resources({ 'hugepages-2Mi': '4Mi' }),
    'with part of a huge page': resources({ 'hugepages-2Mi': '3Mi', memory: '1Gi' }),
    'with huge pages without size': resources({ 'hugepages-': '1', cpu: '1' }, { 'hugepages-': '1' }),
    'with huge pages of half a byte': resources({ 'hugepages-500m': '1', cpu: '1' }, { 'hugepages-500m': '1' }),
    'with huge pages without limit': { resources: { requests: { 'hugepages-2Mi': '4Mi', memory: '1Gi' } } },
    'with fewer huge pages than the limit': resources({ 'hugepages-2Mi': '4Mi', cpu: '1' }, { 'hugepages-2Mi': '2Mi' }),
    'with an extended resource without limit': { resources: { requests: { 'example.com/a': '1' } } },
    'with less of an extended resource than the limit': resources({ 'example.com/a': '2' }, { 'example.com/a': '1' }),
    'with half of an extended resource': resources({ 'example.com/a': '500m' }, { 'example.com/a': '500m' }),
    'with a resource of quotas': resources({ 'requests.example.com/a': '1' }, { 'requests.example.com/a': '1' }),
    'with a resource of the cluster': resources({ 'kubernetes.io/a': '1500m' }),
    'with a resource of others': resources({ pods: '1' }),
    'with huge pages of quotas': resources({ 'requests.hugepages-2Mi': '1' }),
    'with a resource that is no name': resources({ 'a b': '1' }, { cpu: '1' }),
    'with a policy of resizing': {
      resizePolicy: [
        { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        { resourceName: 'memory', restartPolicy: 'RestartContainer' },
      ],
    },
    'with policies of resizing that are none': {
      resizePolicy: [
        { resourceName: 'cpu', restartPolicy: 'Some' },
        { resourceName: 'cpu', restartPolicy: 'NotRequired' },
        { resourceName: 'pods' },
        {},
      ],
    },
  }),
  ...specs('resizing', {
    'of a pod that starts nothing again': {
      restartPolicy: 'Never',
      containers: [{ ...container, resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }],
    },
    'of an init container by starting it again': {
      initContainers: [
        {
          name: 'i',
          image: 'a',
          resizePolicy: [
            { resourceName: 'cpu', restartPolicy: 'NotRequired' },
            { resourceName: 'memory', restartPolicy: 'RestartContainer' },
          ],
        },
        {
          name: 'j',
          image: 'a',
          restartPolicy: 'Always',
          resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
        },
      ],
    },
  }),
  ...specs('claims', {
    'of a container, in whole and in part': claims({ name: 'a' }, { name: 'b', request: 'one' }, { name: 'b', request: 'two' }),
    'that a container names twice': claims({ name: 'a' }, { name: 'a' }, { name: 'a', request: 'one' }),
    'that a container names in part twice': claims({ name: 'b', request: 'one' }, { name: 'b', request: 'one' }, { name: 'b' }),
    'that a container names, but are not there': claims({ name: 'c' }, {}, { name: 'a', request: 'A' }),
    'of a pod without any': { containers: [{ ...container, resources: { claims: [{ name: 'a' }] } }] },
    'of a pod that are none': {
      resourceClaims: [
        {},
        { name: 'A', resourceClaimName: 'B' },
        { name: 'c', resourceClaimName: 'd', resourceClaimTemplateName: 'E' },
        { name: 'c', resourceClaimTemplateName: 'd' },
      ],
    },
  }),
  ...specs('resources of a pod', {
    'are requested if they are limited': resources({ cpu: '2', memory: '1Gi' }),
    'are requested as the containers do': {
      ...resources({ cpu: '4', memory: '4Gi' }),
      ...containersWith({ cpu: '1', memory: '1Gi' }, { cpu: '500m' }),
    },
    'are requested as an init container does, or a sidecar': {
      ...resources({ cpu: '8', memory: '8Gi' }),
      ...containersWith({ cpu: '1' }),
      initContainers: [
        { name: 'i', image: 'a', restartPolicy: 'Always', ...resources({ cpu: '1', memory: '1Gi' }) },
        { name: 'j', image: 'a', ...resources({ cpu: '3' }) },
      ],
    },
    'are requested in part': { ...resources({ cpu: '2', memory: '1Gi' }, { cpu: '1' }) },
    'without limits': { resources: { requests: { cpu: '1' } }, ...containersWith({ cpu: '500m', 'hugepages-2Mi': '2Mi' }) },
    'of nothing': { resources: {} },
    'have the huge pages of the containers': {
      ...resources({ memory: '1Gi' }),
      ...containersWith({ memory: '100Mi', 'hugepages-2Mi': '2Mi' }, { memory: '100Mi', 'hugepages-2Mi': '4Mi' }),
    },
    'have huge pages of their own': resources({ memory: '1Gi', 'hugepages-2Mi': '2Mi' }),
    'have fewer huge pages than the containers': {
      ...resources({ memory: '1Gi', 'hugepages-2Mi': '2Mi' }, { memory: '1Gi', 'hugepages-2Mi': '2Mi' }),
      ...containersWith({ memory: '100Mi', 'hugepages-2Mi': '4Mi' }),
    },
    'have names that only containers have': resources({ cpu: '1', 'ephemeral-storage': '1' }, { cpu: '1' }),
    'have names that are none': resources({ bananas: '1' }),
    'have claims': { resources: { claims: [{ name: 'a' }] }, resourceClaims: [{ name: 'a', resourceClaimName: 'x' }] },
    'are more than the limit': resources({ cpu: '1' }, { cpu: '2' }),
    'are less than the containers request': {
      ...resources({ cpu: '4' }, { cpu: '1' }),
      ...containersWith({ cpu: '1' }, { cpu: '500m' }),
    },
    'are less than one container may have': {
      ...resources({ cpu: '1' }, { cpu: '1' }),
      containers: [{ ...container, ...resources({ cpu: '2' }, { cpu: '100m' }) }],
    },
  }),
];
