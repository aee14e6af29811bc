/** A value as JSON has it. */
export type JSONValue = boolean | number | string | null | JSONObject | JSONValue[];

/** An object as JSON has it. */
export interface JSONObject {
  [field: string]: JSONValue;
}

/** Whether a value is an object, neither a list nor null. */
export function isJSONObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
