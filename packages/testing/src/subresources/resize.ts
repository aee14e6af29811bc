import type { JSONObject } from '../json.js';
import { copyField, ensureObject, objectAt, objectsAt, removeField, textAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { podQOSClass } from '../kinds/pods/pod-qos.js';
import { validatePodSpec } from '../kinds/pods/validate-pod-spec.js';
import { type FieldError, forbiddenValue, invalidValue } from '../validation/field-errors.js';
import type { UpdateRules } from '../write/update-rules.js';
import { keepAllBut } from './keep-all-but.js';
import { countPodGeneration } from './pod-generation.js';

const lists = ['containers', 'initContainers'] as const;
const resizable = ['cpu', 'memory'];

/** `/resize` of a pod: changes CPU and memory of its containers, or of all together, and how they are resized. */
export const resizeRules: UpdateRules = {
  prepare(pod, old) {
    const wanted = objectAt(pod, 'spec') ?? {};
    // Containers that were added, removed or renamed are left for the validation to find.
    if (!lists.every((list) => sameNames(objectsAt(wanted, list), objectsAt(objectAt(old, 'spec'), list)))) return;
    const containers = new Map(lists.map((list) => [list, objectsAt(wanted, list)]));
    keepAllBut(pod, old);
    const spec = ensureObject(pod, 'spec');
    copyField(spec, wanted, 'resources');
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
      return [forbiddenValue('[]', 'static pods cannot be resized')];
    const [spec, oldSpec] = [objectAt(pod, 'spec') ?? {}, objectAt(old, 'spec') ?? {}];
    if (textAt(objectAt(oldSpec, 'os'), 'name') === 'windows') return [forbiddenValue('[]', 'windows pods cannot be resized')];
    const errors = [
      ...validatePodSpec(spec, 'spec', { isPod: true, old: oldSpec }),
      ...validateClass(pod, old),
      ...(isResizable(old) ? [] : [forbiddenValue('spec', 'Pod running on node without support for resize')]),
      ...validatePodResources(objectAt(spec, 'resources'), objectAt(oldSpec, 'resources')),
    ];
    const order = lists.flatMap((list) => validateOrder(list, objectsAt(spec, list), objectsAt(oldSpec, list)));
    if (order.length > 0) return [...errors, ...order];
    const each = (list: Containers, check: ContainerCheck): FieldError[] =>
      objectsAt(spec, list).flatMap((one, index) =>
        check(one, objectsAt(oldSpec, list)[index] ?? {}, `spec.${list}[${String(index)}]`),
      );
    return [
      ...errors,
      ...each('initContainers', validateKept),
      ...each('containers', validateKept),
      ...each('containers', (one, before) => validateOthers(one, before, 'spec', 'only cpu and memory resources are mutable')),
      ...each('initContainers', validateInitContainer),
    ];
  },
};

type Containers = (typeof lists)[number];
type ContainerCheck = (container: JSONObject, old: JSONObject, path: string) => FieldError[];

function validateClass(pod: JSONObject, old: JSONObject): FieldError[] {
  const before = textAt(objectAt(old, 'status'), 'qosClass') || podQOSClass(old);
  if (podQOSClass(pod) === before) return [];
  const shown = textAt(objectAt(pod, 'status'), 'qosClass');
  return [invalidValue('spec', shown, 'Pod QOS Class may not change as a result of resizing')];
}

/** Whether the node of a pod says what its containers have got; of a pod that does not run yet nobody knows. */
function isResizable(pod: JSONObject): boolean {
  const running = objectsAt(objectAt(pod, 'status'), 'containerStatuses').find((status) => objectAt(status, 'state', 'running'));
  return !running || objectAt(running, 'resources') !== undefined;
}

/** What a pod has for all its containers together. */
function validatePodResources(resources: JSONObject | undefined, old: JSONObject | undefined): FieldError[] {
  if (isEmpty(resources) && isEmpty(old)) return [];
  if (old && !resources) return [forbiddenValue('spec.resources', 'pod-level resources cannot be removed')];
  const removed = removedFrom(resources, old, 'spec.resources', 'pod-level resource');
  if (meansTheSame(withoutAmounts(resources ?? {}), withoutAmounts(old ?? {}))) return removed;
  return [...removed, forbiddenValue('spec', 'only cpu and memory resources are mutable at pod-level')];
}

function isEmpty(resources: JSONObject | undefined): boolean {
  return ['requests', 'limits'].every((list) => Object.keys(objectAt(resources, list) ?? {}).length === 0);
}

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

function validateKept(container: JSONObject, old: JSONObject, path: string): FieldError[] {
  return removedFrom(objectAt(container, 'resources'), objectAt(old, 'resources'), `${path}.resources`, 'resource');
}

function removedFrom(resources: JSONObject | undefined, old: JSONObject | undefined, path: string, what: string): FieldError[] {
  return ['requests', 'limits'].flatMap((list) => {
    const [before, after] = [objectAt(old, list) ?? {}, objectAt(resources, list) ?? {}];
    if (Object.keys(before).every((name) => after[name] !== undefined)) return [];
    return [forbiddenValue(`${path}.${list}`, `${what} ${list} cannot be removed`)];
  });
}

function validateOthers(container: JSONObject, old: JSONObject, path: string, why: string): FieldError[] {
  return meansTheSame(withoutResizable(container), withoutResizable(old)) ? [] : [forbiddenValue(path, why)];
}

function validateInitContainer(container: JSONObject, old: JSONObject, path: string): FieldError[] {
  const errors = validateOthers(container, old, path, 'only cpu and memory resources for init or sidecar containers are mutable');
  if (container['restartPolicy'] === 'Always' || meansTheSame(container, old)) return errors;
  const why = 'non-sidecar init containers with a resize policy of RestartContainer cannot be resized';
  const restarting = objectsAt(container, 'resizePolicy').filter(({ restartPolicy }) => restartPolicy === 'RestartContainer');
  return [...errors, ...restarting.map(() => forbiddenValue(path, why))];
}

function withoutResizable(container: JSONObject): JSONObject {
  return { ...container, resources: withoutAmounts(objectAt(container, 'resources') ?? {}) };
}

/** Without what may change. */
function withoutAmounts(resources: JSONObject): JSONObject {
  const copy = structuredClone(resources);
  for (const list of ['requests', 'limits']) for (const name of resizable) removeField(objectAt(copy, list) ?? {}, name);
  return copy;
}
