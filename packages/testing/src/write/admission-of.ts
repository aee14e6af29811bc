import type { JSONObject } from '../json.js';
import type { AdmissionRequest } from '../kinds/admission-request.js';
import type { WriteTarget } from './write-target.js';

/** What admission is told of a write. */
export function admissionOf(
  { resource, namespace, name, subresource }: WriteTarget,
  operation: AdmissionRequest['operation'],
  object: JSONObject,
  old?: JSONObject,
): AdmissionRequest {
  const { metadata } = object as { metadata?: { name?: string; generateName?: string } };
  return {
    operation,
    group: resource.info.group,
    resource: resource.info.resource,
    subresource,
    namespace,
    name: name || metadata?.name || metadata?.generateName || '',
    object,
    old,
  };
}
