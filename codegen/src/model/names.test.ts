import { describe, expect, it } from '@jest/globals';
import { groupVersionNames, isUsableName, packageAlias, resourceName, resourceTitle } from './names.js';

describe('resourceName', () => {
  it.each([
    ['pods', 'Pod', 'pods', 'Pods'],
    ['networkpolicies', 'NetworkPolicy', 'networkPolicies', 'NetworkPolicies'],
    ['endpoints', 'Endpoints', 'endpoints', 'Endpoints'],
    ['csidrivers', 'CSIDriver', 'csiDrivers', 'CSIDrivers'],
    ['ipaddresses', 'IPAddress', 'ipAddresses', 'IPAddresses'],
    ['servicecidrs', 'ServiceCIDR', 'serviceCIDRs', 'ServiceCIDRs'],
    ['apiservices', 'APIService', 'apiServices', 'APIServices'],
    ['ingressclasses', 'IngressClass', 'ingressClasses', 'IngressClasses'],
    ['dnses', 'DNS', 'dnses', 'DNSes'],
    ['cats', 'Dog', 'cats', 'Cats'],
    ['my-things', 'MyThing', 'myThings', 'My-things'],
  ])('calls %s of kind %s %s', (plural, kind, name, title) => {
    expect(resourceName(plural, kind)).toBe(name);
    expect(resourceTitle(plural, kind)).toBe(title);
  });

  it('knows names that no program can use', () => {
    expect(isUsableName('pods')).toBe(true);
    for (const name of ['class', 'constructor', 'delete', 'rest']) expect(isUsableName(name)).toBe(false);
  });
});

describe('groupVersionNames', () => {
  it.each([
    ['', 'v1', 'core-v1', 'coreV1', 'CoreV1Client'],
    ['apps', 'v1', 'apps-v1', 'appsV1', 'AppsV1Client'],
    ['rbac.authorization.k8s.io', 'v1', 'rbac-v1', 'rbacV1', 'RbacV1Client'],
    ['internal.apiserver.k8s.io', 'v1alpha1', 'internal-v1alpha1', 'internalV1alpha1', 'InternalV1alpha1Client'],
    ['cert-manager.io', 'v1', 'cert-manager-v1', 'certManagerV1', 'CertManagerV1Client'],
  ])('names %s/%s', (group, version, packageName, alias, className) => {
    expect(groupVersionNames(group, version)).toEqual({ packageName, alias, className });
    expect(packageAlias(packageName)).toBe(alias);
  });
});
