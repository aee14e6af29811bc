import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { resolveSchema } from '../schemas.js';

/**
 * Fields that Go always writes although the schema has no default for them, by definition; undefined are those that it does not write
 * although the schema requires them.
 */
const exceptions: Readonly<Record<string, Readonly<Record<string, JSONValue | undefined>>>> = {
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': { policyName: undefined, validationActions: undefined },
  'apps.v1.ControllerRevision': { data: null },
  'apps.v1.StatefulSetSpec': { serviceName: '' },
  'apps.v1.StatefulSetStatus': { availableReplicas: 0 },
  'authentication.v1.TokenRequestSpec': { audiences: null, boundObjectRef: null, expirationSeconds: null },
  'authentication.v1.TokenRequestStatus': { expirationTimestamp: null, token: '' },
  'authentication.v1.TokenReviewSpec': { token: undefined },
  'autoscaling.v2.HorizontalPodAutoscalerStatus': { currentMetrics: null },
  'certificates.v1beta1.PodCertificateRequestSpec': { pkixPublicKey: null, proofOfPossession: null },
  'coordination.v1alpha2.LeaseCandidateSpec': { strategy: undefined },
  'coordination.v1beta1.LeaseCandidateSpec': { strategy: undefined },
  'core.v1.Event': { eventTime: null, firstTimestamp: null, lastTimestamp: null, reportingComponent: '', reportingInstance: '' },
  'discovery.v1.EndpointSlice': { endpoints: null, ports: null },
  'events.v1.Event': { deprecatedFirstTimestamp: null, deprecatedLastTimestamp: null },
  'flowcontrol.v1.FlowSchemaSpec': { matchingPrecedence: 0 },
  'networking.v1.IPAddressSpec': { parentRef: undefined },
  'networking.v1beta1.IPAddressSpec': { parentRef: undefined },
  'policy.v1.PodDisruptionBudgetStatus': { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  'rbac.v1.ClusterRole': { rules: null },
  'rbac.v1.Role': { rules: null },
  'rbac.v1.RoleRef': { apiGroup: '' },
  'resource.v1.DeviceClaim': { requests: null },
  'resource.v1beta1.DeviceClaim': { requests: null },
  'resource.v1beta2.DeviceClaim': { requests: null },
  'scheduling.v1.PriorityClass': { value: 0 },
  'scheduling.v1alpha2.PodGroupSpec': { podGroupTemplateRef: null },
};

const empty = new Map<string, JSONObject>();

/**
 * What an object of a built-in kind is before anything is set, as Go has it: fields that are structs and fields that are always
 * written are there (`spec`, `spec.strategy`), lists among them as null. Who creates an object does not own those. Shared: not to be
 * changed.
 *
 * @param schema a reference
 */
export function emptyObject(schema: Schema): JSONObject {
  const { ref = '' } = schema;
  const known = empty.get(ref);
  if (known !== undefined) return known;
  const object = makeEmpty(resolveSchema({ ref }));
  for (const [name, value] of Object.entries(exceptions[ref.replace('io.k8s.api.', '')] ?? {})) {
    if (value === undefined) Reflect.deleteProperty(object, name);
    else object[name] = value;
  }
  empty.set(ref, object);
  return object;
}

function makeEmpty({ properties = {}, required = [] }: Schema): JSONObject {
  const object: JSONObject = {};
  for (const [name, property] of Object.entries(properties)) {
    if (property.ref !== undefined && isJSONObject(property.default)) object[name] = emptyObject(property);
    else if (required.includes(name)) object[name] = property.default ?? null;
  }
  return object;
}
