/**
 * Reads typed fields of a mapping that came from YAML. What has the wrong type is noted as a problem, without its value, and reads as absent;
 * unknown fields are left alone and names are case-sensitive, as in kubectl.
 */
export class FieldReader {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #where: string;
  readonly #problems: string[];

  /**
   * @param value the mapping; `null` and `undefined` read as an empty one
   * @param where what the mapping is, for messages; empty for the file itself
   * @param problems where to note what is wrong
   */
  constructor(value: unknown, where: string, problems: string[]) {
    this.#where = where;
    this.#problems = problems;
    const fields = this.#typed(value, 'a mapping', isMapping);
    this.#fields = new Map(Object.entries(fields ?? {}));
  }

  /** Notes a problem of this mapping. */
  problem(text: string): void {
    this.#problems.push(this.#where === '' ? text : `${this.#where}: ${text}`);
  }

  /** A text; absent if empty. */
  string(key: string): string | undefined {
    return this.#field(key, 'a text', isString) || undefined;
  }

  boolean(key: string): boolean | undefined {
    return this.#field(key, 'true or false', isBoolean);
  }

  /** A text that the file holds in base64 (Go `encoding/base64.StdEncoding`: padded, line breaks allowed). */
  base64(key: string): string | undefined {
    const encoded = this.string(key)?.replaceAll(/[\r\n]/g, '');
    if (encoded === undefined) return undefined;
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)) {
      this.problem(`${key} is not base64: encode the content of the file, with padding and without blanks`);
      return undefined;
    }
    return Buffer.from(encoded, 'base64').toString() || undefined;
  }

  /** A list of texts; absent if empty. A `null` in it is an empty text. */
  strings(key: string): string[] | undefined {
    const values = this.#field(key, 'a list', isList) ?? [];
    const texts = values.map((value, index) => this.#typed(value, 'a text', isString, `${key}[${index}]`) ?? '');
    return texts.length === 0 ? undefined : texts;
  }

  /** The mappings of a list. */
  list(key: string): FieldReader[] {
    const values = this.#field(key, 'a list', isList) ?? [];
    return values.map((value, index) => new FieldReader(value, this.#inner(`${key}[${index}]`), this.#problems));
  }

  /** The mapping under a key; absent if the key is. */
  mapping(key: string): FieldReader | undefined {
    const value = this.#fields.get(key);
    return value === undefined || value === null ? undefined : new FieldReader(value, this.#inner(key), this.#problems);
  }

  /** The mapping under a key, which messages call `where`; an empty one if the key is absent. */
  body(key: string, where: string): FieldReader {
    return new FieldReader(this.#fields.get(key), where, this.#problems);
  }

  /** Each key of this mapping with what `read` makes of it. */
  record<T>(read: (reader: FieldReader, key: string) => T | undefined, absent: T): Record<string, T> {
    return Object.fromEntries([...this.#fields.keys()].map((key) => [key, read(this, key) ?? absent]));
  }

  /** The value under a key, unread. */
  raw(key: string): unknown {
    return this.#fields.get(key);
  }

  #field<T>(key: string, expected: string, is: (value: unknown) => value is T): T | undefined {
    return this.#typed(this.#fields.get(key), expected, is, key);
  }

  #typed<T>(value: unknown, expected: string, is: (value: unknown) => value is T, key?: string): T | undefined {
    if (value === undefined || value === null) return undefined;
    if (is(value)) return value;
    const quote = expected === 'a text' && typeof value !== 'object' ? '; put the value in quotes' : '';
    this.problem(`${key === undefined ? '' : `${key} `}must be ${expected}, but is ${kindOf(value)}${quote}`);
    return undefined;
  }

  #inner(key: string): string {
    return this.#where === '' ? key : `${this.#where}: ${key}`;
  }
}

const isString = (value: unknown): value is string => typeof value === 'string';

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const isMapping = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number (as YAML 1.1 reads it)';
    case 'boolean':
      return 'true or false (as YAML 1.1 reads it: y, n, yes, no, on and off count)';
    default:
      return 'a mapping';
  }
}
