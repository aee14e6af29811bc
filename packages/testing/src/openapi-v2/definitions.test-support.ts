import { appleDefinition } from './apple-definition.test-support.js';
import { widgetDefinition } from './widget-definition.test-support.js';

/** Definitions with all that schemas may say, and with names easily mistaken: what becomes of them in OpenAPI is on record. */
export const definitions: readonly object[] = [
  widgetDefinition,
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'gadgets.other.example.com' },
    spec: {
      group: 'other.example.com',
      scope: 'Cluster',
      names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget', listKind: 'GadgetList' },
      versions: [
        {
          name: 'v2',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: { type: 'object', properties: { size: { type: 'integer' } } },
                metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 10 } } },
              },
            },
          },
        },
      ],
    },
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: 'mydeployments.deployments.my-group.k8s.io',
      annotations: { 'api-approved.kubernetes.io': 'unapproved, test' },
    },
    spec: {
      group: 'deployments.my-group.k8s.io',
      scope: 'Namespaced',
      names: { plural: 'mydeployments', singular: 'mydeployment', kind: 'MyDeployment', listKind: 'MyDeploymentList' },
      versions: [
        {
          name: 'v1beta1',
          served: true,
          storage: true,
          subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
          schema: { openAPIV3Schema: { type: 'object' } },
        },
      ],
    },
  },
  appleDefinition,
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'settings.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { plural: 'settings', singular: 'settings', kind: 'Settings', listKind: 'SettingsList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
              properties: { a: { type: 'string' } },
            },
          },
        },
      ],
    },
  },
];
