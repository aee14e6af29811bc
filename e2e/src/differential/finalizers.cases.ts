import type { DifferentialCase } from './case.js';

/*
 * A finalizer without a slash, which only some kinds refuse if Kubernetes does not know it.
 */

const finalizers = ['whatever'];

const webhook = {
  name: 'a.example.com',
  clientConfig: { url: 'https://example.com' },
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
};

/** Objects by the path of their collection; a definition and an APIService are of servers of their own. */
const objects: readonly [path: string, apiVersion: string, kind: string, body: object][] = [
  ['/api/v1/namespaces/{ns}/configmaps', 'v1', 'ConfigMap', {}],
  ['/apis/apps/v1/namespaces/{ns}/controllerrevisions', 'apps/v1', 'ControllerRevision', { revision: 1, data: {} }],
  ['/apis/coordination.k8s.io/v1/namespaces/{ns}/leases', 'coordination.k8s.io/v1', 'Lease', {}],
  ['/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets', 'policy/v1', 'PodDisruptionBudget', { spec: { selector: {} } }],
  ['/apis/node.k8s.io/v1/runtimeclasses', 'node.k8s.io/v1', 'RuntimeClass', { handler: 'h' }],
  [
    '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    { webhooks: [webhook] },
  ],
  [
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    {
      metadata: { name: 'finals.finalizers.example.com', finalizers },
      spec: {
        group: 'finalizers.example.com',
        scope: 'Namespaced',
        names: { plural: 'finals', kind: 'Final' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    },
  ],
  [
    '/apis/apiregistration.k8s.io/v1/apiservices',
    'apiregistration.k8s.io/v1',
    'APIService',
    {
      metadata: { name: 'v1.finalizers.example.org', finalizers },
      spec: {
        group: 'finalizers.example.org',
        version: 'v1',
        groupPriorityMinimum: 10,
        versionPriority: 10,
        insecureSkipTLSVerify: true,
        service: { namespace: 'default', name: 'nobody', port: 443 },
      },
    },
  ],
];

/** Nothing is left: dry runs only. */
export const finalizersCases: DifferentialCase[] = objects.map(([path, apiVersion, kind, body]) => ({
  name: `finalizers without a slash: ${kind}`,
  steps: [
    {
      method: 'POST',
      path: `${path}?dryRun=All`,
      body: { apiVersion, kind, metadata: { name: 'finalizers', finalizers }, ...body },
    },
  ],
}));
