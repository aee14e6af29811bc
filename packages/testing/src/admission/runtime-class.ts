import type { JSONObject } from '../json.js';
import { type AdmissionRequest, refusal } from '../kinds/admission-request.js';
import { isMissing, objectAt, objectsAt, ownField, textAt } from '../json-fields.js';
import type { Lookup } from '../kinds/kind-rules.js';
import { meansTheSame } from '../kinds/semantic-equality.js';

const other = `pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead`;

/**
 * Gives a new pod the overhead, the node selector and the tolerations of its RuntimeClass: changes the pod. Throws a `StatusError` of
 * 403 if there is no such class, or if the pod contradicts it.
 */
export function useRuntimeClass(request: AdmissionRequest, lookup: Lookup): void {
  const spec = objectAt(request.object, 'spec');
  const runtimeClass = classOf(request, lookup);
  if (!spec || !runtimeClass) return;
  const overhead = objectAt(runtimeClass, 'overhead');
  if (overhead) {
    const fixed = objectAt(overhead, 'podFixed') ?? {};
    const given = objectAt(spec, 'overhead') ?? {};
    if (Object.keys(given).length > 0 && !meansTheSame(fixed, given)) throw refusal(request, other);
    if (Object.keys(fixed).length > 0) spec['overhead'] = fixed;
  }
  const scheduling = objectAt(runtimeClass, 'scheduling');
  if (!scheduling) return;
  const selector = { ...objectAt(spec, 'nodeSelector') };
  for (const [key, value] of Object.entries(objectAt(scheduling, 'nodeSelector') ?? {})) {
    const own = ownField(selector, key);
    if (own !== undefined && own !== value) {
      const values = [value, own].map((one) => (typeof one === 'string' ? one : ''));
      const [wanted = '', given = ''] = values;
      const why = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${wanted}; pod.spec.nodeSelector[${key}] = ${given}`;
      throw refusal(request, why);
    }
    selector[key] = value;
  }
  if (Object.keys(selector).length > 0) spec['nodeSelector'] = selector;
  const tolerations = merged([...objectsAt(spec, 'tolerations'), ...objectsAt(scheduling, 'tolerations')]);
  if (tolerations.length > 0) spec['tolerations'] = tolerations;
}

/** Throws a `StatusError` of 403 for a new pod whose overhead is not that of its class. */
export function checkOverhead(request: AdmissionRequest, lookup: Lookup): void {
  const overhead = objectAt(request.object, 'spec')?.['overhead'];
  const ofClass = objectAt(classOf(request, lookup), 'overhead');
  if (ofClass && !meansTheSame(ofClass['podFixed'], overhead)) throw refusal(request, other);
  if (!ofClass && overhead !== undefined && overhead !== null)
    throw refusal(request, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
}

function classOf(request: AdmissionRequest, lookup: Lookup): JSONObject | undefined {
  const spec = objectAt(request.object, 'spec');
  if (isMissing(spec, 'runtimeClassName')) return undefined;
  const name = textAt(spec, 'runtimeClassName');
  const found = lookup.get('node.k8s.io', 'RuntimeClass', name);
  if (!found) throw refusal(request, `pod rejected: RuntimeClass ${JSON.stringify(name)} not found`);
  return found;
}

/** Without those that another one covers (Kubernetes `pkg/util/tolerations`). */
function merged(all: readonly JSONObject[]): JSONObject[] {
  const kept: JSONObject[] = [];
  for (const [index, toleration] of all.entries()) {
    const isCovered =
      kept.some((one) => covers(one, toleration)) ||
      all.slice(index + 1).some((one) => !meansTheSame(one, toleration) && covers(one, toleration));
    if (!isCovered) kept.push(toleration);
  }
  return kept;
}

function covers(one: JSONObject, other: JSONObject): boolean {
  if (meansTheSame(one, other)) return true;
  const [key, operator, effect] = ['key', 'operator', 'effect'].map((field) => textAt(one, field));
  if (textAt(other, 'key') !== key && (key !== '' || operator !== 'Exists')) return false;
  if (effect !== '' && textAt(other, 'effect') !== effect) return false;
  const [seconds, otherSeconds] = [one['tolerationSeconds'], other['tolerationSeconds']];
  if (effect === 'NoExecute' && typeof seconds === 'number')
    if (typeof otherSeconds !== 'number' || otherSeconds > seconds) return false;
  if (operator === 'Exists') return true;
  return textAt(other, 'operator') === 'Equal' && textAt(other, 'value') === textAt(one, 'value');
}
