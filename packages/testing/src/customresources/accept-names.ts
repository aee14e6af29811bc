import type { JSONObject, JSONValue } from '../json.js';
import { ensureObject, listAt, objectAt, textAt } from '../json-fields.js';
import { type DefinitionCondition, definitionCondition, setDefinitionCondition } from './definition-conditions.js';

/**
 * Gives a definition the names that no other one of its group has, and says in its status whether it got them all and is served:
 * changes `definition` (apiextensions-apiserver `controller/status/naming_controller.go`).
 *
 * @param others all other definitions
 * @param now RFC 3339, seconds
 */
export function acceptNames(definition: JSONObject, others: readonly JSONObject[], now: string): void {
  const spec = objectAt(definition, 'spec') ?? {};
  const wanted = objectAt(spec, 'names') ?? {};
  const status = ensureObject(definition, 'status');
  const accepted: JSONObject = { ...objectAt(status, 'acceptedNames') };
  const taken = namesOf(others.filter((other) => textAt(objectAt(other, 'spec'), 'group') === textAt(spec, 'group')));
  let conflict: Pick<DefinitionCondition, 'message' | 'reason'> | undefined;
  const accept = (field: string, reason: string, isTaken: (name: string) => boolean): void => {
    const name = textAt(wanted, field);
    if (name !== '' && isTaken(name)) conflict = { reason, message: `"${name}" is already in use` };
    else accepted[field] = name;
  };
  accept('plural', 'PluralConflict', (name) => taken.resources.has(name));
  accept('singular', 'SingularConflict', (name) => taken.resources.has(name));
  const shortNames = listAt(wanted, 'shortNames').map(String);
  const conflicting = shortNames.filter((name) => taken.resources.has(name));
  if (conflicting.length > 0)
    conflict = { reason: 'ShortNamesConflict', message: conflicting.map((name) => `"${name}" is already in use`).join(', ') };
  else setList(accepted, 'shortNames', shortNames);
  accept('kind', 'KindConflict', (name) => taken.kinds.has(name));
  accept('listKind', 'ListKindConflict', (name) => taken.kinds.has(name));
  setList(accepted, 'categories', listAt(wanted, 'categories'));
  status['acceptedNames'] = ordered(accepted);
  const namesAccepted = conflict ?? { reason: 'NoConflicts', message: 'no conflicts found' };
  setDefinitionCondition(definition, { type: 'NamesAccepted', status: conflict ? 'False' : 'True', ...namesAccepted }, now);
  if (definitionCondition(definition, 'Established')?.['status'] === 'True') return;
  setDefinitionCondition(
    definition,
    conflict
      ? { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' }
      : {
          type: 'Established',
          status: 'True',
          reason: 'InitialNamesAccepted',
          message: 'the initial names have been accepted',
        },
    now,
  );
}

function setList(names: JSONObject, field: string, list: readonly JSONValue[]): void {
  if (list.length > 0) names[field] = [...list];
  else Reflect.deleteProperty(names, field);
}

/** In the order in which servers write them. */
function ordered(names: JSONObject): JSONObject {
  const fields = ['plural', 'singular', 'shortNames', 'kind', 'listKind', 'categories'];
  return Object.fromEntries(fields.flatMap((field) => (names[field] === undefined ? [] : [[field, names[field]]])));
}

function namesOf(definitions: readonly JSONObject[]): { resources: Set<string>; kinds: Set<string> } {
  const names = definitions.map((definition) => objectAt(definition, 'status', 'acceptedNames') ?? {});
  return {
    resources: new Set(
      names.flatMap((one) => [textAt(one, 'plural'), textAt(one, 'singular'), ...listAt(one, 'shortNames').map(String)]),
    ),
    kinds: new Set(names.flatMap((one) => [textAt(one, 'kind'), textAt(one, 'listKind')])),
  };
}
