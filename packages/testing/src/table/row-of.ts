import type { JSONValue } from '../json.js';
import type { StoredObject } from '../store/entry.js';
import { humanDuration } from './human-duration.js';

/** The cells of an object's row, one for each column of its kind. */
export type CellsOf = (object: StoredObject, age: Age) => JSONValue[];

/** How long ago a time was, as `5m30s`: `<unknown>` if there is none. */
export type Age = (time: JSONValue | undefined) => string;

/** Ages at a time (kubernetes `translateTimestampSince`). */
export function agesAt(now: Date): Age {
  return (time) => (typeof time === 'string' && time !== '' ? humanDuration(now.getTime() - Date.parse(time)) : '<unknown>');
}
