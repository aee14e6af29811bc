import type { JSONObject } from '../json.js';

/** The fields of `events.k8s.io/v1` by those of the core group. */
const names: Readonly<Record<string, string>> = {
  involvedObject: 'regarding',
  message: 'note',
  source: 'deprecatedSource',
  firstTimestamp: 'deprecatedFirstTimestamp',
  lastTimestamp: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
  reportingComponent: 'reportingController',
};
const back: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(names).map(([core, other]) => [other, core]));

/** An event in the core group or in `events.k8s.io`: the fields are the same under other names. */
export function eventInGroup(event: JSONObject, apiVersion: string): JSONObject {
  const renamed = apiVersion === 'v1' ? back : names;
  return Object.fromEntries(Object.entries(event).map(([field, value]) => [renamed[field] ?? field, value]));
}
