import { apiVersionOf } from '../resources/resource-table.js';
import type { ServedResource } from '../resources/served-resource.js';
import { type Entry, itemText, objectOf } from '../store/entry.js';
import type { Presentation } from './presentation.js';

/** Objects as they are, in the version that was asked for. */
export function objectPresentation(resource: ServedResource): Presentation {
  const { kind } = resource.info.kind;
  const apiVersion = apiVersionOf(resource.info.kind);
  const one = (entry: Entry): string => textIn(apiVersion, entry);
  const item = resource.isCustom ? one : (entry: Entry) => itemText(one(entry), { kind, apiVersion });
  return {
    contentType: 'application/json',
    one,
    event: one,
    bookmark: (object) => JSON.stringify(object),
    list: (entries, metadata) =>
      `{"kind":"${kind}List","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[${entries.map(item).join(',')}]}\n`,
  };
}

/** The versions of what is stored differ in nothing but their name, as far as this server converts. */
function textIn(apiVersion: string, entry: Entry): string {
  return entry.apiVersion === apiVersion ? entry.text : JSON.stringify({ ...objectOf(entry), apiVersion });
}
