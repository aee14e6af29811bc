import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, setDefaultNumber, setDefaultText, textAt } from '../json-fields.js';
import type { KindRules } from './kind-rules.js';
import { standardRules } from './standard-rules.js';

/** What of resource.k8s.io has defaults: how many devices a request is for. */
export const resourceClaimRules: Readonly<Record<string, KindRules>> = {
  ResourceClaim: standardRules({
    defaults: (claim) => {
      defaultRequests(objectAt(claim, 'spec'));
    },
    emptyStatus: () => ({}),
  }),
  ResourceClaimTemplate: standardRules({
    defaults: (template) => {
      defaultRequests(objectAt(template, 'spec', 'spec'));
    },
  }),
};

/** SetDefaults_ExactDeviceRequest, SetDefaults_DeviceSubRequest. */
function defaultRequests(spec: JSONObject | undefined): void {
  for (const request of objectsAt(objectAt(spec, 'devices'), 'requests')) {
    const exactly = objectAt(request, 'exactly');
    // Of v1beta1, where a request is an exact one itself.
    const itself = textAt(request, 'deviceClassName') === '' ? [] : [request];
    for (const one of [...(exactly ? [exactly] : []), ...itself, ...objectsAt(request, 'firstAvailable')]) {
      setDefaultText(one, 'allocationMode', 'ExactCount');
      if (one['allocationMode'] === 'ExactCount') setDefaultNumber(one, 'count', 1);
    }
  }
}
