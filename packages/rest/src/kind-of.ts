/** What a value of the wrong type is, for messages: never the value itself, which may be a credential. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (ArrayBuffer.isView(value)) return 'bytes: decode them';
  if ('then' in value) return 'a promise: await it';
  return Symbol.iterator in value ? `a ${Object.prototype.toString.call(value).slice('[object '.length, -1)}` : 'an object';
}
