/**
 * Throws a `TypeError` that names the known fields for a field that there is not, and for what is no object: TypeScript finds both,
 * JavaScript would let them pass unseen.
 *
 * @param what as `fault`
 * @param known the fields; where the value is a text, the type that `typeof` says, or `array`
 */
export function checkFields(what: string, given: unknown, known: Readonly<Record<string, unknown>>): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new TypeError(`${what}: ${typeOf(given)} is no object: give one with ${Object.keys(known).join(', ')}`);
  for (const [field, value] of Object.entries(given)) {
    if (!Object.hasOwn(known, field))
      throw new TypeError(`${what}: there is no field "${field}": give one of ${Object.keys(known).join(', ')}`);
    const type = known[field];
    if (value === undefined || typeof type !== 'string') continue;
    const given = typeOf(value);
    if (given !== type) throw new TypeError(`${what}: ${field} is of the type ${given}: give ${articled(type)}, or leave it out`);
  }
}

/** No value is shown, only its type: it may be a token. */
function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

function articled(type: string): string {
  return /^[aeo]/.test(type) ? `an ${type}` : `a ${type}`;
}
