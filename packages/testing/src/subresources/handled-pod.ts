import { type Entry, objectOf, type StoredObject } from '../store/entry.js';
import type { HandledPod } from './pod-handlers.js';

/** A stored pod, as the functions of a test get it: a copy of their own. */
export function handledPod(entry: Entry): HandledPod {
  const pod = objectOf(entry) as StoredObject & Pick<HandledPod, 'spec'>;
  return { ...pod, metadata: { ...pod.metadata, namespace: entry.namespace } };
}
