import type { JSONObject } from '../json.js';
import { copyField, ensureObject, objectAt, objectsAt, removeField, textAt } from '../kinds/json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { type FieldError, forbiddenValue } from '../validation/field-errors.js';
import type { UpdateRules } from '../write/update-rules.js';
import { keepAllBut } from './keep-all-but.js';
import { countPodGeneration } from './pod-generation.js';

const lists = ['containers', 'initContainers'] as const;
const resizable = ['cpu', 'memory'];

/** `/resize` of a pod: changes CPU and memory of its containers, and how they are resized. */
export const resizeRules: UpdateRules = {
  prepare(pod, old) {
    const wanted = objectAt(pod, 'spec') ?? {};
    // Containers that were added, removed or renamed are left for the validation to find.
    if (!lists.every((list) => sameNames(objectsAt(wanted, list), objectsAt(objectAt(old, 'spec'), list)))) return;
    const containers = new Map(lists.map((list) => [list, objectsAt(wanted, list)]));
    keepAllBut(pod, old);
    const spec = ensureObject(pod, 'spec');
    for (const list of lists)
      objectsAt(spec, list).forEach((container, index) => {
        const from = containers.get(list)?.[index];
        copyField(container, from, 'resources');
        copyField(container, from, 'resizePolicy');
      });
    countPodGeneration(pod, old);
  },
  validate: (pod, old) => {
    if (objectAt(old, 'metadata', 'annotations')?.['kubernetes.io/config.mirror'] !== undefined)
      return [forbiddenValue('', 'static pods cannot be resized')];
    const [spec, oldSpec] = [objectAt(pod, 'spec') ?? {}, objectAt(old, 'spec') ?? {}];
    const order = lists.flatMap((list) => validateOrder(list, objectsAt(spec, list), objectsAt(oldSpec, list)));
    if (order.length > 0) return order;
    return objectsAt(spec, 'containers').flatMap((container, index) =>
      validateResources(container, objectsAt(oldSpec, 'containers')[index] ?? {}, `spec.containers[${String(index)}].resources`),
    );
  },
};

function sameNames(a: readonly JSONObject[], b: readonly JSONObject[]): boolean {
  return a.length === b.length && a.every((one, index) => textAt(one, 'name') === textAt(b[index], 'name'));
}

function validateOrder(list: string, containers: readonly JSONObject[], old: readonly JSONObject[]): FieldError[] {
  if (containers.length !== old.length) return [forbiddenValue(`spec.${list}`, `${list} may not be added or removed on resize`)];
  return containers.flatMap((container, index) =>
    textAt(container, 'name') === textAt(old[index], 'name')
      ? []
      : [forbiddenValue(`spec.${list}[${String(index)}].name`, `${list} may not be renamed or reordered on resize`)],
  );
}

function validateResources(container: JSONObject, old: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const list of ['requests', 'limits']) {
    const before = objectAt(old, 'resources', list) ?? {};
    const after = objectAt(container, 'resources', list) ?? {};
    if (Object.keys(before).some((name) => after[name] === undefined))
      errors.push(forbiddenValue(`${path}.${list}`, `resource ${list} cannot be removed`));
  }
  if (!meansTheSame(withoutResizable(container), withoutResizable(old)))
    errors.push(forbiddenValue('spec', 'only cpu and memory resources are mutable'));
  return errors;
}

function withoutResizable(container: JSONObject): JSONObject {
  const copy = structuredClone(container);
  removeField(copy, 'resizePolicy');
  for (const list of ['requests', 'limits'])
    for (const name of resizable) removeField(objectAt(copy, 'resources', list) ?? {}, name);
  return copy;
}
