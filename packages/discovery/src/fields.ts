/** Reads the fields of a decoded document. What is missing or null is empty, as in Go; what has another type than expected throws. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;
  /** Where this is, for messages: `groups[0].versions[2]`. */
  readonly #place: string;

  constructor(value: unknown, place = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(place, value, 'an object');
    this.#fields = value as Record<string, unknown>;
    this.#place = place;
  }

  names(): string[] {
    return Object.keys(this.#fields);
  }

  text(name: string): string {
    const value = this.#fields[name] ?? '';
    if (typeof value !== 'string') throw unexpected(this.#placeOf(name), value, 'a string');
    return value;
  }

  flag(name: string): boolean {
    const value = this.#fields[name] ?? false;
    if (typeof value !== 'boolean') throw unexpected(this.#placeOf(name), value, 'a boolean');
    return value;
  }

  texts(name: string): string[] {
    return this.#values(name).map((value, index) => {
      if (typeof value !== 'string') throw unexpected(`${this.#placeOf(name)}[${String(index)}]`, value, 'a string');
      return value;
    });
  }

  list(name: string): Fields[] {
    return this.#values(name).map((value, index) => new Fields(value ?? {}, `${this.#placeOf(name)}[${String(index)}]`));
  }

  part(name: string): Fields {
    return new Fields(this.#fields[name] ?? {}, this.#placeOf(name));
  }

  #values(name: string): unknown[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw unexpected(this.#placeOf(name), value, 'a list');
    return value as unknown[];
  }

  #placeOf(name: string): string {
    return this.#place === '' ? name : `${this.#place}.${name}`;
  }
}

function unexpected(place: string, value: unknown, expected: string): Error {
  const actual =
    value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
  return new Error(`${place === '' ? 'the whole' : place} is ${actual}, not ${expected}`);
}
