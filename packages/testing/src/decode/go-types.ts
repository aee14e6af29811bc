import type { JSONValue } from '../json.js';
import { readFileSync } from 'node:fs';

/** How a value of a Go type is read. Those with a capital read themselves (`UnmarshalJSON`). */
export type GoKind =
  | 'FieldsV1'
  | 'IntOrString'
  | 'JSON'
  | 'JSONSchemaPropsOrArray'
  | 'JSONSchemaPropsOrBool'
  | 'JSONSchemaPropsOrStringArray'
  | 'MicroTime'
  | 'Quantity'
  | 'RawExtension'
  | 'Time'
  | 'bool'
  | 'bytes'
  | 'float64'
  | 'int32'
  | 'int64'
  | 'list'
  | 'map'
  | 'string'
  | 'struct'
  | 'uint8';

/** A Go type, as far as reading and writing JSON depends on it. */
export interface GoType {
  readonly kind: GoKind;
  /** As in errors, without the asterisk of a pointer: `v1.PodSpec`, `[]v1.Container`. */
  readonly name: string;
  readonly isPointer: boolean;
  /** Of a list or a map. */
  readonly element?: GoType;
  /** Of a struct. */
  readonly struct?: GoStruct;
}

/** A field of a Go struct. */
export interface GoField {
  readonly name: string;
  readonly type: GoType;
  /** Whether it vanishes if it is empty (`omitempty`): false, 0, an empty text, nil, and lists and maps without elements. */
  readonly omitsEmpty: boolean;
  /** Whether it vanishes if it is a struct that nobody has set (`omitzero`). */
  readonly omitsZero: boolean;
  /** The Go names of the embedded structs that it comes from, outermost first. */
  readonly embeddedIn: readonly string[];
  /** The last part of the name of its struct: `PodSpec`. */
  readonly owner: string;
}

/** A Go struct. */
export interface GoStruct {
  /** Its name in the OpenAPI documents. */
  readonly definition: string;
  readonly fields: ReadonlyMap<string, GoField>;
  /** The fields that are written even if nobody has set them. */
  readonly always: readonly GoField[];
}

interface GoTypesFile {
  types: string[];
  structs: Record<string, Record<string, number>>;
  numbers: Record<string, string>;
  unserved: Record<string, string>;
  answers: Record<string, string>;
}

let file: GoTypesFile | undefined;
const structs = new Map<string, GoStruct>();

/** Loaded when the first object is decoded. */
function load(): GoTypesFile {
  return (file ??= JSON.parse(readFileSync(new URL('../../data/go-types.json', import.meta.url), 'utf8')) as GoTypesFile);
}

/** The Go struct of a definition of the OpenAPI documents; undefined if it is none, as `…api.resource.Quantity`. */
export function goStruct(definition: string): GoStruct | undefined {
  return Object.hasOwn(load().structs, definition) ? structOf(definition) : undefined;
}

/**
 * The numbers of a struct's fields in protobuf, by their names; those of the embedded structs that a field comes from stand before
 * its own. Fields that protobuf does not have are not there.
 */
export function protobufNumbers(definition: string): ReadonlyMap<string, readonly number[]> {
  const { structs, numbers } = load();
  const texts = numbers[definition]?.split(' ') ?? [];
  const paths = Object.keys(structs[definition] ?? {}).map((name, i): [string, number[]] => {
    return [name, texts[i] ? texts[i].split('.').map(Number) : []];
  });
  return new Map(paths.filter(([, path]) => path.length > 0));
}

/** The definition of a kind that the server knows, but does not serve. @param kind `group/version/kind`, the core group empty */
export function unservedDefinition(kind: string): string | undefined {
  const { unserved } = load();
  return Object.hasOwn(unserved, kind) ? unserved[kind] : undefined;
}

/** The definition of a kind that is only answered with, as PartialObjectMetadata. @param kind as for {@link unservedDefinition} */
export function answerDefinition(kind: string): string | undefined {
  const { answers } = load();
  return Object.hasOwn(answers, kind) ? answers[kind] : undefined;
}

/** A definition's name as Go writes the type: `v1.Pod`. */
export function goTypeName(definition: string): string {
  return definition.split('.').slice(-2).join('.');
}

class LazyStruct implements GoStruct {
  readonly definition: string;
  #fields: ReadonlyMap<string, GoField> | undefined;
  #always: readonly GoField[] | undefined;

  constructor(definition: string) {
    this.definition = definition;
  }

  get fields(): ReadonlyMap<string, GoField> {
    if (this.#fields) return this.#fields;
    const { structs, types } = load();
    const owner = this.definition.slice(this.definition.lastIndexOf('.') + 1);
    const entries = Object.entries(structs[this.definition] ?? {});
    return (this.#fields = new Map(entries.map(([name, index]) => [name, fieldOf(name, types[index] ?? '', owner)])));
  }

  get always(): readonly GoField[] {
    return (this.#always ??= [...this.fields.values()].filter(({ type, omitsEmpty, omitsZero }) => {
      if (omitsZero) return false;
      return !omitsEmpty || (isStruct(type) && !type.isPointer);
    }));
  }
}

/** Go has no notion of an empty struct: it is written, with what is always written of it. */
export function isStruct({ kind }: GoType): boolean {
  return kind === 'struct' || (kind[0] as string) < 'a';
}

function structOf(definition: string): GoStruct {
  let struct = structs.get(definition);
  if (!struct) structs.set(definition, (struct = new LazyStruct(definition)));
  return struct;
}

function fieldOf(name: string, text: string, owner: string): GoField {
  const [, embedded = '', type = '', empty, zero] = /^((?:\w+\/)*)(.*?)(\?)?(!)?$/.exec(text) ?? [];
  const embeddedIn = embedded.split('/').slice(0, -1);
  return { name, type: parseType(type), omitsEmpty: empty !== undefined, omitsZero: zero !== undefined, embeddedIn, owner };
}

/** Reads what e2e/vectors/gotypes.go wrote. */
function parseType(text: string): GoType {
  const named = /^([a-z0-9]+\.\w+)=(.*)$/.exec(text);
  if (named) return { ...parseType(named[2] ?? ''), name: named[1] ?? '' };
  if (text.startsWith('*')) return { ...parseType(text.slice(1)), isPointer: true };
  if (text === '[]uint8') return { kind: 'bytes', name: text, isPointer: false };
  if (text.startsWith('[]')) {
    const element = parseType(text.slice(2));
    return { kind: 'list', name: `[]${nameOf(element)}`, isPointer: false, element };
  }
  const map = /^map\[([^\]]*)\](.*)$/.exec(text);
  if (map) {
    const element = parseType(map[2] ?? '');
    return { kind: 'map', name: `map[${map[1] ?? ''}]${nameOf(element)}`, isPointer: false, element };
  }
  if (text.startsWith('@')) {
    const kind = text.slice(text.lastIndexOf('.') + 1) as GoKind;
    return { kind, name: goTypeName(text), isPointer: false };
  }
  if (text.includes('.')) return { kind: 'struct', name: goTypeName(text), isPointer: false, struct: structOf(text) };
  return { kind: text as GoKind, name: text, isPointer: false };
}

function nameOf({ name, isPointer }: GoType): string {
  return isPointer ? `*${name}` : name;
}

/** What Go writes of a kind that nobody has set: null for what can be nil. Structs have zeros of their own. */
export function zeroOfScalar(kind: GoKind): JSONValue {
  switch (kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'uint8':
    case 'float64':
    case 'IntOrString':
      return 0;
    case 'Quantity':
      return '0';
    default:
      return null;
  }
}
