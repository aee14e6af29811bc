import type { JSONObject } from '../json.js';
import { listAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { CustomResource } from '../resources/resource-registry.js';
import type { SubresourceInfo } from '../resources/resource-table.js';
import type { ScalePaths } from '../resources/served-resource.js';
import { customDeprecationWarning } from '../warnings/deprecated-versions.js';
import { schemaOf } from './schema-of.js';

const verbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const subresourceVerbs = ['get', 'patch', 'update'];

/** What a definition brings: its resource in each version that it serves. */
export function resourcesOfDefinition(definition: JSONObject): CustomResource[] {
  const spec = objectAt(definition, 'spec') ?? {};
  const names = objectAt(spec, 'names') ?? {};
  const group = textAt(spec, 'group');
  const versions = objectsAt(spec, 'versions');
  const stored = versions.find((version) => version['storage'] === true);
  return versions
    .filter((version) => version['served'] === true)
    .map((version) => {
      const kind = { group, version: textAt(version, 'name'), kind: textAt(names, 'kind') };
      const openAPIV3Schema = schemaIn(version);
      const hasStatus = objectAt(version, 'subresources', 'status') !== undefined;
      const scale = scalePaths(objectAt(version, 'subresources', 'scale'));
      const subresources: Record<string, SubresourceInfo> = {};
      if (hasStatus) subresources['status'] = { kind, verbs: subresourceVerbs };
      if (scale)
        subresources['scale'] = { kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' }, verbs: subresourceVerbs };
      return {
        info: {
          group,
          version: kind.version,
          resource: textAt(names, 'plural'),
          kind,
          singular: textAt(names, 'singular'),
          namespaced: textAt(spec, 'scope') === 'Namespaced',
          verbs,
          shortNames: listAt(names, 'shortNames').map(String),
          categories: listAt(names, 'categories').map(String),
          subresources,
        },
        schema: schemaOf(openAPIV3Schema),
        details: {
          listKind: textAt(names, 'listKind'),
          openAPIV3Schema,
          storedSchema: stored && stored !== version ? schemaIn(stored) : undefined,
          hasStatus,
          scale,
          selectableFields: objectsAt(version, 'selectableFields').map((field) => textAt(field, 'jsonPath').replace(/^\./, '')),
          printerColumns: objectsAt(version, 'additionalPrinterColumns'),
          deprecationWarning: customDeprecationWarning(definition, kind.version),
        },
      };
    });
}

function schemaIn(version: JSONObject): JSONObject {
  return objectAt(version, 'schema', 'openAPIV3Schema') ?? {};
}

function scalePaths(scale: JSONObject | undefined): ScalePaths | undefined {
  if (!scale) return undefined;
  const selector = textAt(scale, 'labelSelectorPath');
  return {
    specReplicas: fieldsOf(textAt(scale, 'specReplicasPath')),
    statusReplicas: fieldsOf(textAt(scale, 'statusReplicasPath')),
    labelSelector: selector === '' ? undefined : fieldsOf(selector),
  };
}

/** `.spec.replicas` as fields. */
function fieldsOf(path: string): string[] {
  return path.replace(/^\./, '').split('.');
}
