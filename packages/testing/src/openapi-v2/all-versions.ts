import { compareText } from '../apply/compare-text.js';
import type { JSONObject } from '../json.js';
import { objectAt } from '../json-fields.js';
import { openapiPaths } from '../http/openapi.js';

/** Versions of which a server knows the options and events only. */
const unserved =
  'admission.k8s.io/v1 admission.k8s.io/v1beta1 apiextensions.k8s.io/v1beta1 apiregistration.k8s.io/v1beta1 apps/v1beta1 apps/v1beta2 ' +
  'authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1 authorization.k8s.io/v1beta1 batch/v1beta1 discovery.k8s.io/v1beta1 ' +
  'events.k8s.io/v1beta1 extensions/v1beta1 flowcontrol.apiserver.k8s.io/v1beta1 flowcontrol.apiserver.k8s.io/v1beta2 ' +
  'flowcontrol.apiserver.k8s.io/v1beta3 imagepolicy.k8s.io/v1alpha1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1 policy/v1beta1 ' +
  'rbac.authorization.k8s.io/v1alpha1 rbac.authorization.k8s.io/v1beta1 scheduling.k8s.io/v1beta1 storage.k8s.io/v1alpha1';

/**
 * Says of the kinds that belong to all versions that they do, as a document does that is about several: changes the definitions.
 *
 * @param definitions by name
 */
export function nameAllVersions(definitions: JSONObject): void {
  const versions = [
    ...openapiPaths().flatMap((path) => (path === 'api/v1' ? '/v1' : (/^apis\/(.+\/.+)$/.exec(path)?.[1] ?? []))),
    ...unserved.split(' '),
  ].sort(compareText);
  for (const kind of ['DeleteOptions', 'WatchEvent']) {
    const name = `io.k8s.apimachinery.pkg.apis.meta.v1.${kind}`;
    const definition = objectAt(definitions, name);
    if (!definition) continue;
    const kinds = versions.map((one) => {
      const [group = '', version = ''] = one.split('/');
      return { group, kind, version };
    });
    definitions[name] = { ...definition, 'x-kubernetes-group-version-kind': kinds };
  }
}
