import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { deepest } from './nesting.js';
import { numberKey } from './number-key.js';
import { type NumberScalar, numberValue, wholeOf } from './number-value.js';

type JSONValue = boolean | number | string | JSONValue[] | JSONObject | null;
interface JSONObject {
  [key: string]: JSONValue;
}

/** What is well-formed YAML, but no value that JSON can say. */
export class NodeError extends Error {
  /** In the text of the document, UTF-16 units from 0. */
  readonly offset: number;

  constructor(message: string, node: Node | null) {
    super(message);
    this.offset = node?.range?.[0] ?? 0;
  }
}

/**
 * The value of a document, as sigs.k8s.io/yaml converts it to JSON: keys become texts, merge keys (`<<`) are set where they stand, each
 * alias has a copy of its own. Takes time in the size of what aliases expand to.
 *
 * @throws {NodeError} for an alias without an anchor or inside of its anchor, aliases that expand to too much (go-yaml's limits), a
 * number that is not finite, a key that is null, a mapping, a sequence or an integer that needs all of 64 bits and has no sign, and a merge key of what is no mapping
 */
export function documentValue({ contents }: Document.Parsed): unknown {
  return contents === null ? null : new Converter().value(contents);
}

interface Anchored {
  value: JSONValue;
  /** Nodes that it expands to. */
  size: number;
  /** Levels that it has below itself. */
  height: number;
  /** Itself if it is a number: as a key that has another text than its value. */
  number: NumberScalar | undefined;
}

class Converter {
  /** By name; undefined while the node is being converted. */
  readonly #anchors = new Map<string, Anchored | undefined>();
  /** Nodes so far, those in the place of aliases included. */
  #nodes = 0;
  /** Of these, in the place of aliases. */
  #expanded = 0;
  /** Levels around the node that is being converted, and the most that any node had since the last anchor. */
  #depth = 0;
  #reached = 0;

  value(node: Node | Pair | null): JSONValue {
    this.#depth++;
    this.#reached = Math.max(this.#reached, this.#depth);
    const value = this.#anchored(node);
    this.#depth--;
    return value;
  }

  #anchored(node: Node | Pair | null): JSONValue {
    const before = this.#nodes++;
    if (node === null) return null;
    if (isPair(node)) return this.#object([node]); // `[a: 1]`
    if (isAlias(node)) return this.#alias(node, node.source);
    const { anchor } = node as { anchor?: string };
    if (anchor === undefined) return this.#own(node);
    const reached = this.#reached;
    this.#reached = this.#depth;
    this.#anchors.set(anchor, undefined);
    const value = this.#own(node);
    this.#anchors.set(anchor, { value, size: this.#nodes - before, height: this.#reached - this.#depth, number: numberOf(node) });
    this.#reached = Math.max(reached, this.#reached);
    return value;
  }

  #own(node: Node): JSONValue {
    if (isMap(node)) return this.#object(node.items);
    if (isSeq(node)) return node.items.map((item) => this.value(item as Node | Pair | null));
    return scalarValue(node as Scalar.Parsed);
  }

  #object(pairs: Pair[]): JSONObject {
    const object: JSONObject = {};
    for (const { key, value } of pairs as Pair<Node | null, Node | null>[]) {
      if (isScalar(key) && typeof key.value === 'symbol') {
        for (const [name, merged] of this.#merged(value)) set(object, name, merged);
      } else {
        set(object, this.#key(key, value), this.value(value));
      }
    }
    return object;
  }

  #key(node: Node | null, value: Node | null): string {
    const number = isAlias(node) ? this.#anchors.get(node.source)?.number : numberOf(node);
    if (number) {
      // What is no value, as `.inf`, may be a key.
      const value = numberValue(number);
      if (isAlias(node) || typeof value === 'string' || Number.isFinite(value)) this.value(node);
      const text = numberKey(number);
      if (text !== undefined) return text;
      throw new NodeError('a key must not be an integer of more than 63 bits; quote it if it is a text', node);
    }
    const key = this.value(node);
    if (typeof key === 'object') throw new NodeError('a key must be a text; quote it if it is one', node ?? value);
    return String(key);
  }

  /** Of several mappings the first counts. */
  #merged(node: Node | null): [string, JSONValue][] {
    const value = this.value(node);
    if (Array.isArray(value) && isAlias(node))
      throw new NodeError('a merge key (<<) needs a mapping, not an alias of a sequence', node);
    const sources = Array.isArray(value) ? value.toReversed() : [value];
    return sources.flatMap((source) => {
      if (typeof source !== 'object' || source === null || Array.isArray(source))
        throw new NodeError('a merge key (<<) needs a mapping, or a sequence of mappings', node);
      return Object.entries(source);
    });
  }

  #alias(node: Node, name: string): JSONValue {
    const anchored = this.#anchors.get(name);
    if (!anchored) {
      if (this.#anchors.has(name)) throw new NodeError('an alias (*name) stands inside of what it means', node);
      throw new NodeError('an alias (*name) has no anchor before it; quote a value that begins with *', node);
    }
    if (this.#depth + anchored.height > deepest) throw new NodeError('nested too deeply', node);
    this.#reached = Math.max(this.#reached, this.#depth + anchored.height);
    this.#nodes += anchored.size;
    this.#expanded += anchored.size;
    const share = this.#expanded / this.#nodes;
    if (this.#expanded > 100 && this.#nodes > 1000 && share > mostExpandedShare(this.#nodes))
      throw new NodeError('aliases expand to too much', node);
    return copy(anchored.value);
  }
}

/** The share of aliases that go-yaml lets a document of so many nodes have: 99 % of a small one, 10 % of a big one. */
function mostExpandedShare(nodes: number): number {
  const [small, big] = [400_000, 4_000_000];
  const howBig = Math.min(Math.max((nodes - small) / (big - small), 0), 1);
  return 0.99 - 0.89 * howBig;
}

const forWholeNumbers = new Set(['tag:yaml.org,2002:int']);
const notForTexts = new Set(['null', 'bool', 'int', 'float'].map((name) => `tag:yaml.org,2002:${name}`));

function scalarValue(node: Scalar.Parsed): JSONValue {
  const number = numberOf(node);
  const value: unknown = number ? numberValue(number) : node.value;
  if (typeof value === 'symbol') return '<<'; // Where no key stands.
  const isTagged = (typeof value === 'string' ? notForTexts : forWholeNumbers).has(node.tag ?? '');
  if (isTagged && (!number || wholeOf(number) === undefined)) throw new NodeError('a value does not fit its tag', node);
  if (typeof value !== 'number' || Number.isFinite(value)) return value as JSONValue;
  throw new NodeError('a number that JSON has no word for; quote it if it is a text', node);
}

function numberOf(node: Node | null): NumberScalar | undefined {
  return isScalar(node) && typeof node.value === 'number' ? (node as NumberScalar) : undefined;
}

function copy(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  const object: JSONObject = {};
  for (const [key, field] of Object.entries(value)) set(object, key, copy(field));
  return object;
}

/** Sets a field, also one that is called `__proto__`. */
function set(object: JSONObject, key: string, value: JSONValue): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
