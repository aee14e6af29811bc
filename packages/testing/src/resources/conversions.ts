import { completeObject } from '../decode/complete-object.js';
import type { JSONObject } from '../json.js';
import { type Entry, objectOf, type StoredObject } from '../store/entry.js';
import { pruneBySchema } from '../validation/schema-pruning.js';
import { autoscalerInVersion, storedAutoscaler } from './autoscaler-conversion.js';
import { eventInGroup } from './event-conversion.js';
import type { ServedResource } from './served-resource.js';

/** How objects of a kind are written in another version; kinds that are not here have the same fields in all versions. */
const conversions: Readonly<Record<string, (object: JSONObject, apiVersion: string) => JSONObject>> = {
  Event: eventInGroup,
  HorizontalPodAutoscaler: autoscalerInVersion,
};

/** What is stored, as an object of the version that was asked for. It belongs to the caller. */
export function objectIn(resource: ServedResource, entry: Entry): StoredObject {
  const object = objectOf(entry);
  if (entry.apiVersion === resource.apiVersion) return object;
  const conversion = resource.isCustom ? undefined : conversions[object.kind];
  const converted = { ...(conversion ? conversion(object, resource.apiVersion) : object), apiVersion: resource.apiVersion };
  // The schema of the version knows other fields perhaps; its defaults are for what clients send.
  if (resource.custom) pruneBySchema(converted, resource.custom.openAPIV3Schema);
  return (conversion && resource.schema ? completeObject(converted, resource.schema) : converted) as StoredObject;
}

/**
 * The object as it is stored. What has a version that says less than another is stored in that one; of custom resources that is kept
 * which the version for storage knows.
 *
 * @param before what is stored of it; undefined for a new one
 * @param subresource what was written of it; empty for the object itself
 */
export function storedForm({ custom }: ServedResource, object: StoredObject, before?: Entry, subresource = ''): StoredObject {
  if (custom?.storedSchema) pruneBySchema(object, custom.storedSchema);
  if (object.kind !== 'HorizontalPodAutoscaler' || object.apiVersion !== 'autoscaling/v1') return object;
  const { spec = {}, status = {} }: JSONObject = before ? objectOf(before) : {};
  return storedAutoscaler(object, !before ? {} : subresource === 'status' ? { spec } : { status }) as StoredObject;
}
