import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { compareVersions } from '../resources/resource-registry.js';
import { apiVersionOf, type GroupVersionKind } from '../resources/resource-table.js';

/**
 * When the API of a kind was deprecated, when it goes, and what takes its place (Kubernetes `APILifecycle…`), as far as it is so
 * in 1.36.
 */
const deprecated: Readonly<Record<string, string>> = {
  'v1 ComponentStatus': 'v1.19+',
  'v1 Endpoints': 'v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  'admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicy': 'v1.35+, unavailable in v1.38+',
  'admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicyBinding': 'v1.35+, unavailable in v1.38+',
  'certificates.k8s.io/v1alpha1 ClusterTrustBundle': 'v1.34+, unavailable in v1.37+',
  'coordination.k8s.io/v1alpha2 LeaseCandidate': 'v1.35+, unavailable in v1.38+',
  'coordination.k8s.io/v1beta1 LeaseCandidate': 'v1.36+, unavailable in v1.39+',
  'networking.k8s.io/v1beta1 IPAddress': 'v1.34+, unavailable in v1.37+',
  'networking.k8s.io/v1beta1 ServiceCIDR': 'v1.34+, unavailable in v1.37+',
  'resource.k8s.io/v1alpha3 DeviceTaintRule': 'v1.36+, unavailable in v1.39+',
  'resource.k8s.io/v1beta1 DeviceClass': 'v1.35+, unavailable in v1.38+',
  'resource.k8s.io/v1beta1 ResourceClaim': 'v1.35+, unavailable in v1.38+',
  'resource.k8s.io/v1beta1 ResourceClaimTemplate': 'v1.35+, unavailable in v1.38+',
  'resource.k8s.io/v1beta1 ResourceSlice': 'v1.35+, unavailable in v1.38+',
  'resource.k8s.io/v1beta2 DeviceClass': 'v1.36+, unavailable in v1.39+',
  'resource.k8s.io/v1beta2 ResourceClaim': 'v1.36+, unavailable in v1.39+',
  'resource.k8s.io/v1beta2 ResourceClaimTemplate': 'v1.36+, unavailable in v1.39+',
  'resource.k8s.io/v1beta2 ResourceSlice': 'v1.36+, unavailable in v1.39+',
  'storage.k8s.io/v1beta1 VolumeAttributesClass': 'v1.34+, unavailable in v1.37+; use storage.k8s.io/v1 VolumeAttributesClass',
};

/** What every answer about a built-in kind warns of; empty if there is nothing. */
export function deprecationWarning(kind: GroupVersionKind): string {
  const name = `${apiVersionOf(kind)} ${kind.kind}`;
  return Object.hasOwn(deprecated, name) ? `${name} is deprecated in ${deprecated[name] ?? ''}` : '';
}

/** The same for a version of a custom kind: its definition's own words, or those that the server finds. */
export function customDeprecationWarning(definition: JSONObject, version: string): string {
  const spec = objectAt(definition, 'spec');
  const versions = objectsAt(spec, 'versions');
  const own = versions.find(({ name }) => name === version);
  if (own?.['deprecated'] !== true) return '';
  if (typeof own['deprecationWarning'] === 'string') return own['deprecationWarning'];
  const group = textAt(spec, 'group');
  const kind = textAt(objectAt(spec, 'names'), 'kind');
  const [best] = versions
    .filter(({ served, deprecated: isOld }) => served === true && isOld !== true)
    .map((each) => textAt(each, 'name'))
    .filter((name) => compareVersions(version, name) > 0)
    .sort(compareVersions);
  const message = `${group}/${version} ${kind} is deprecated`;
  return best === undefined ? message : `${message}; use ${group}/${best} ${kind}`;
}
