import { SpecError, type Location } from '../generation-error.js';

/**
 * A value inside a JSON document that knows where it stands, so that whatever is wrong with it can be said with file and
 * JSON pointer. Reading a value as something that it is not throws a `SpecError`.
 */
export class JsonNode implements Location {
  readonly value: unknown;
  readonly file: string;
  readonly pointer: string;

  constructor(value: unknown, file: string, pointer = '') {
    this.value = value;
    this.file = file;
    this.pointer = pointer;
  }

  /**
   * Parses a document.
   *
   * @param file the document's name in errors
   */
  static parse(text: string, file: string): JsonNode {
    try {
      return new JsonNode(JSON.parse(text), file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SpecError({ file, pointer: '' }, `is not JSON, maybe truncated: ${reason}`, { cause: error });
    }
  }

  fail(problem: string): never {
    throw new SpecError(this, problem);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#members(), key);
  }

  keys(): string[] {
    return Object.keys(this.#members());
  }

  /** The member `key`, which must exist. */
  get(key: string): JsonNode {
    return this.optional(key) ?? this.fail(`lacks "${key}"`);
  }

  optional(key: string): JsonNode | undefined {
    const members = this.#members();
    return Object.hasOwn(members, key) ? this.#child(key, members[key]) : undefined;
  }

  entries(): [key: string, node: JsonNode][] {
    return Object.entries(this.#members()).map(([key, value]) => [key, this.#child(key, value)]);
  }

  items(): JsonNode[] {
    if (!Array.isArray(this.value)) return this.#unlike('an array');
    return this.value.map((item: unknown, index) => this.#child(String(index), item));
  }

  string(): string {
    return typeof this.value === 'string' ? this.value : this.#unlike('a string');
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.#unlike('a boolean');
  }

  strings(): string[] {
    return this.items().map((item) => item.string());
  }

  /** Throws for a member that is not among `known`. */
  onlyKeys(known: ReadonlySet<string>, what: string): void {
    const unknown = this.keys().find((key) => !known.has(key));
    if (unknown !== undefined) this.#child(unknown, undefined).fail(`unknown ${what} "${unknown}"`);
  }

  #child(key: string, value: unknown): JsonNode {
    return new JsonNode(value, this.file, `${this.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }

  #members(): Record<string, unknown> {
    return isObject(this.value) ? this.value : this.#unlike('an object');
  }

  #unlike(expected: string): never {
    return this.fail(`is ${kindOf(this.value)}, expected ${expected}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
