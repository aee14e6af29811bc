/** Every array of bytes that an error or one of its causes holds: loggers write them all. */
export function heldBytes(error: unknown): unknown[] {
  if (typeof error !== 'object' || error === null) return [];
  const values = Reflect.ownKeys(error).map((key) => (error as Record<PropertyKey, unknown>)[key]);
  return [...values.filter((value) => ArrayBuffer.isView(value)), ...('cause' in error ? heldBytes(error.cause) : [])];
}
