import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { ownField } from '../json-fields.js';
import { groupElements, listElement } from './list-element.js';
import { type ListType, type MapType, shapeOf, typeOfField, type ValueType } from './value-type.js';

/**
 * The live object with what a configuration says of it (structured-merge-diff `typed/merge.go`). Nothing goes away by it. Shares parts
 * with both.
 */
export function merge(live: JSONObject, configuration: JSONObject, type: ValueType): JSONObject {
  return mergeValue(live, configuration, type) as JSONObject;
}

function mergeValue(live: JSONValue | undefined, applied: JSONValue | undefined, type: ValueType): JSONValue | undefined {
  const shape = shapeOf(type, applied === undefined ? live : applied);
  if (shape === 'map') return mergeMaps(live, applied, type.map as MapType);
  if (shape === 'list') return mergeLists(live, applied, type.list as ListType);
  return applied === undefined ? live : applied;
}

function mergeMaps(live: JSONValue | undefined, applied: JSONValue | undefined, map: MapType): JSONValue | undefined {
  const left = isJSONObject(live) ? live : {};
  const right = isJSONObject(applied) ? applied : {};
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  if (map.atomic || names.size === 0) return applied === undefined ? live : applied;
  const merged: [string, JSONValue][] = [];
  for (const name of names) {
    const type = typeOfField(map, name);
    if (type === undefined) throw new Error(`.${name}: field not declared in schema`);
    const value = mergeValue(ownField(left, name), ownField(right, name), type);
    if (value !== undefined) merged.push([name, value]);
  }
  return merged.length === 0 ? undefined : Object.fromEntries(merged);
}

function mergeLists(live: JSONValue | undefined, applied: JSONValue | undefined, list: ListType): JSONValue | undefined {
  const left = Array.isArray(live) ? live : [];
  const right = Array.isArray(applied) ? applied : [];
  if (list.atomic || (left.length === 0 && right.length === 0)) return applied === undefined ? live : applied;
  const merged = mergeItems(left, right, list);
  return merged.length === 0 ? undefined : merged;
}

/** Elements go in the order of the configuration; those that only the live list has stay where they were among the others. */
function mergeItems(left: readonly JSONValue[], right: readonly JSONValue[], list: ListType): JSONValue[] {
  const type = list.items();
  const [steps, appliedSteps] = [left.map((item) => listElement(list, item)), right.map((item) => listElement(list, item))];
  const [liveGroups, appliedGroups] = [groupElements(list, left), groupElements(list, right)];
  const shared = appliedSteps.filter((step) => liveGroups.has(step));
  const done = new Set<string>();
  const merged: JSONValue[] = [];
  const push = (value: JSONValue | undefined): void => {
    if (value !== undefined) merged.push(value);
  };
  const takeApplied = (step: string): void => {
    done.add(step);
    const group = liveGroups.get(step) ?? [];
    // Of duplicates it cannot be said which one is meant.
    push(mergeValue(group.length > 1 ? null : group[0], appliedGroups.get(step)?.[0], type));
  };

  let [l, r, nextShared] = [0, 0, 0];
  while (l < left.length || r < right.length) {
    const [step, appliedStep] = [steps[l], appliedSteps[r]];
    if (step !== undefined && appliedStep !== undefined) {
      if (step === appliedStep) {
        takeApplied(step);
        l++;
        r++;
        nextShared++;
        continue;
      }
      if (appliedGroups.has(step) && nextShared < shared.length && shared[nextShared] !== step) {
        l++;
        continue;
      }
    }
    if (step !== undefined) {
      if (!appliedGroups.has(step)) {
        push(mergeValue(left[l], undefined, type));
        l++;
        continue;
      }
      if (done.has(step)) l++;
    }
    if (appliedStep !== undefined) {
      takeApplied(appliedStep);
      r++;
      if (shared[nextShared] === appliedStep) nextShared++;
    }
  }
  return merged;
}
