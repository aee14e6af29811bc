import { objectIn } from '../resources/conversions.js';
import type { ServedResource } from '../resources/served-resource.js';
import { type Entry, itemText } from '../store/entry.js';
import type { Presentation } from './presentation.js';

/** Objects as they are, in the version that was asked for. */
export function objectPresentation(resource: ServedResource): Presentation {
  const { kind } = resource.info.kind;
  const { apiVersion } = resource;
  const listKind = resource.custom?.listKind ?? `${kind}List`;
  const one = (entry: Entry): string => textIn(resource, entry);
  const item = resource.isCustom ? one : (entry: Entry) => itemText(one(entry), { kind, apiVersion });
  return {
    contentType: 'application/json',
    one,
    event: one,
    bookmark: (object) => JSON.stringify(object),
    list: (entries, metadata) =>
      `{"kind":"${listKind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(resource.isCustom ? { continue: '', ...metadata } : metadata)},"items":[${entries.map(item).join(',')}]}\n`,
  };
}

/** Kind and version first: `itemText` counts on it. */
function textIn(resource: ServedResource, entry: Entry): string {
  if (entry.apiVersion === resource.apiVersion) return entry.text;
  const { kind, apiVersion, ...rest } = objectIn(resource, entry);
  return JSON.stringify({ kind, apiVersion, ...rest });
}
