import { describe, expect, it } from '@jest/globals';
import { byApplyOrder } from './apply-order.js';

const ordered = (...kinds: string[]): string[] =>
  kinds
    .map((kind, index) => {
      const [apiVersion = '', name = ''] = kind.split(' ');
      return { apiVersion, kind: name, metadata: { name: String(index) } };
    })
    .sort(byApplyOrder)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('byApplyOrder', () => {
  it('puts what others need before them, and what may refuse others last', () => {
    const kinds = [
      'apiregistration.k8s.io/v1 APIService',
      'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
      'example.com/v1 Widget',
      'apps/v1 Deployment',
      'v1 Service',
      'v1 PersistentVolumeClaim',
      'v1 ConfigMap',
      'rbac.authorization.k8s.io/v1 RoleBinding',
      'rbac.authorization.k8s.io/v1 Role',
      'v1 ServiceAccount',
      'storage.k8s.io/v1 StorageClass',
      'apiextensions.k8s.io/v1 CustomResourceDefinition',
      'v1 Namespace',
    ];
    expect(ordered(...kinds)).toEqual([
      'Namespace 12',
      'CustomResourceDefinition 11',
      'StorageClass 10',
      'ServiceAccount 9',
      'Role 8',
      'RoleBinding 7',
      'ConfigMap 6',
      'PersistentVolumeClaim 5',
      'Service 4',
      'Deployment 3',
      'Widget 2',
      'ValidatingWebhookConfiguration 1',
      'APIService 0',
    ]);
  });

  it('keeps the order of what does not matter', () => {
    expect(ordered('b/v1 B', 'v1 Secret', 'a/v1 A', 'v1 Secret', 'b/v1 B')).toEqual([
      'Secret 1',
      'Secret 3',
      'B 0',
      'A 2',
      'B 4',
    ]);
  });

  it('does not take a kind of another group for its namesake', () => {
    expect(ordered('serving.knative.dev/v1 Service', 'apps/v1 Deployment', 'v1 Service')).toEqual([
      'Service 2',
      'Deployment 1',
      'Service 0',
    ]);
  });

  it('does not care for the version', () => {
    expect(ordered('apps/v1 Deployment', 'storage.k8s.io/v1beta1 StorageClass')).toEqual(['StorageClass 1', 'Deployment 0']);
  });
});
