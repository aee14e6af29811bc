import type { JSONObject } from '../json.js';
import { copyField, ensureObject, listAt, objectAt, objectsAt, setDefault, setDefaultText, textAt } from '../json-fields.js';
import type { KindRules } from '../kinds/kind-rules.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { validateDefinition, validateDefinitionUpdate } from './validate-definition.js';

/** What the server does with CustomResourceDefinitions (apiextensions-apiserver `registry/customresourcedefinition`). */
export const definitionRules: KindRules = {
  allowCreateOnUpdate: false,
  allowUnconditionalUpdate: false,
  defaults(definition) {
    const spec = ensureObject(definition, 'spec');
    const names = ensureObject(spec, 'names');
    const kind = textAt(names, 'kind');
    if (kind !== '') {
      setDefaultText(names, 'singular', kind.toLowerCase());
      setDefaultText(names, 'listKind', `${kind}List`);
    }
    setDefault(spec, 'conversion', { strategy: 'None' });
  },
  prepareForCreate(definition) {
    definition['status'] = { conditions: null, acceptedNames: { plural: '', kind: '' }, storedVersions: [] };
    ensureObject(definition, 'metadata')['generation'] = 1;
    noteStorageVersion(definition);
  },
  prepareForUpdate(definition, old) {
    copyField(definition, structuredClone(old), 'status');
    const metadata = ensureObject(definition, 'metadata');
    copyField(metadata, objectAt(old, 'metadata'), 'generation');
    if (!meansTheSame(definition['spec'], old['spec'])) metadata['generation'] = Number(metadata['generation'] ?? 0) + 1;
    noteStorageVersion(definition);
  },
  prepareForStatusUpdate(definition, old) {
    copyField(definition, old, 'spec');
    copyField(ensureObject(definition, 'metadata'), objectAt(old, 'metadata'), 'generation');
  },
  validateCreate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
};

/** Says in which versions objects have been stored. */
function noteStorageVersion(definition: JSONObject): void {
  const storage = objectsAt(objectAt(definition, 'spec'), 'versions').find((version) => version['storage'] === true);
  const status = ensureObject(definition, 'status');
  const stored = listAt(status, 'storedVersions');
  const name = textAt(storage, 'name');
  if (storage && !stored.includes(name)) status['storedVersions'] = [...stored, name];
}
