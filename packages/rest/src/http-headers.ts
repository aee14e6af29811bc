/**
 * HTTP headers as a list of lines per name. Names are case-insensitive; lines of one name keep their order and are never
 * joined with commas, because `Impersonate-Group` and `Warning` differ by line.
 */
export class HttpHeaders implements Iterable<[name: string, lines: readonly string[]]> {
  readonly #lines = new Map<string, string[]>();

  /** Reads Node's flat list: name, value, name, value … */
  static fromRaw(raw: readonly string[]): HttpHeaders {
    const headers = new HttpHeaders();
    for (let i = 0; i + 1 < raw.length; i += 2) headers.add(raw[i] as string, raw[i + 1] as string);
    return headers;
  }

  /** The first line of `name`. */
  get(name: string): string | undefined {
    return this.#lines.get(name.toLowerCase())?.[0];
  }

  /** Every line of `name`. */
  all(name: string): readonly string[] {
    return this.#lines.get(name.toLowerCase()) ?? [];
  }

  has(name: string): boolean {
    return this.#lines.has(name.toLowerCase());
  }

  /** Replaces the lines of `name`; no value removes it. */
  set(name: string, ...values: readonly string[]): this {
    if (values.length === 0) this.#lines.delete(name.toLowerCase());
    else this.#lines.set(name.toLowerCase(), [...values]);
    return this;
  }

  add(name: string, value: string): this {
    const lines = this.#lines.get(name.toLowerCase());
    if (lines) lines.push(value);
    else this.#lines.set(name.toLowerCase(), [value]);
    return this;
  }

  clone(): HttpHeaders {
    const copy = new HttpHeaders();
    for (const [name, lines] of this.#lines) copy.#lines.set(name, [...lines]);
    return copy;
  }

  /** The form that Node's HTTP clients take: one line as a string, several as an array, with a character for each byte of UTF-8. */
  toRecord(): Record<string, string | string[]> {
    // Not by assignment, which a header named __proto__ would be lost in.
    return Object.fromEntries(
      [...this.#lines].map(([name, lines]) => [name, lines.length === 1 ? toBytes(lines[0] as string) : lines.map(toBytes)]),
    );
  }

  [Symbol.iterator](): IterableIterator<[string, readonly string[]]> {
    return this.#lines.entries();
  }
}

/** Text beyond ASCII goes out as UTF-8, as Go sends it and the API server reads it. */
function toBytes(value: string): string {
  return /[\u0080-\uffff]/.test(value) ? Buffer.from(value).toString('latin1') : value;
}
