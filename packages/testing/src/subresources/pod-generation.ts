import type { JSONObject } from '../json.js';
import { ensureObject, numberAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';

/** Counts a change of a pod's spec: changes `pod`. */
export function countPodGeneration(pod: JSONObject, old: JSONObject): void {
  if (meansTheSame(pod['spec'], old['spec'])) return;
  const metadata = ensureObject(pod, 'metadata');
  metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
}
