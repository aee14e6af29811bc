import type { Reply } from './ask.js';

/** What of an answer has to be the same. */
export interface Comparable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: unknown;
}

/** Headers that say something to a client and nothing of the machine. */
const compared = ['content-type', 'warning', 'retry-after', 'cache-control', 'location'];

const uid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const time = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const serviceIP = /\b10\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g;
/** Versions in messages. */
const recorded = /((?:ResourceVersion in record \(|ResourceVersion in object meta: ))(\d+)/g;
/** Of an object in YAML; of a list's version nobody knows whether it is one. */
const yamlVersion = /(\n( *)resourceVersion: ")(\d+)/g;
/** A cell of a table in YAML that is the age of something young. */
const yamlAge = /(\n *- )(?:\d+m)?\d+s(?=\n)/g;
/** Where a server listens. */
const ownAddress = /(serverAddress: |https?:\/\/)127\.0\.0\.1:\d+/g;
/** Of an object that a message shows. */
const writtenVersion = /("resourceVersion\\*":\\*")(\d+)/g;
const tokenVolume = /\bkube-api-access-[a-z0-9]{5}\b/g;

/**
 * Takes out of the answers of one case what no two servers have in common. What was the same value stays the same word: the second
 * uid that comes up is `<uid 2>` wherever it stands.
 */
export class Normaliser {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  reply({ status, headers, body }: Reply): Comparable {
    const kept = Object.fromEntries(
      compared.flatMap((name): [string, string | string[]][] => {
        const value = headers[name];
        return value === undefined
          ? []
          : [[name, typeof value === 'string' ? this.#text(value) : value.map((one) => this.#text(one))]];
      }),
    );
    return { status, headers: kept, body: this.#body(body) };
  }

  #body(text: string): unknown {
    const whole = parse(text);
    if (whole !== undefined) return this.#value(whole);
    // A watch is one object a line.
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map(parse);
    if (lines.length === 0 || lines.includes(undefined)) return this.#text(text);
    return lines
      .filter((line, i) => !isBookmark(line) || !isBookmark(lines[i - 1]))
      .map((line) => this.#value(withoutOwnVersion(line)));
  }

  #value(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#value(item, key));
    if (typeof value === 'object' && value !== null) return this.#object(value as Record<string, unknown>);
    if (key === 'resourceVersion' && typeof value === 'string' && /^\d+$/.test(value)) return this.#name('version', value);
    if (key === 'goVersion') return '<version of Go>';
    if (key === 'serverAddress') return '<address>';
    if (key === 'ca.crt') return '<certificate>';
    if (key === 'cells' && typeof value === 'string')
      return this.#text(value.replace(/^\d+s$|(?<=\()(\d+m)?\d+s(?= ago\))/, '<age>').replace(/:3[0-2]\d{3}\//g, ':<port>/'));
    if (key === 'continue' && typeof value === 'string' && value !== '') return '<continue>';
    if (key === 'nodePort' || key === 'healthCheckNodePort') return value === 0 ? 0 : this.#name('port', String(value));
    return typeof value === 'string' ? this.#text(value) : value;
  }

  #object(given: Record<string, unknown>): unknown {
    const object = inOneOrder(given);
    const { generateName, name } = object;
    if (typeof generateName === 'string' && generateName !== '' && typeof name === 'string' && name.startsWith(generateName))
      this.#names.set(name, `${generateName}<random>`);
    const { kind } = object;
    const isNamedList = typeof kind === 'string' && kind.endsWith('List');
    const isList = isNamedList || Array.isArray(object['items']) || Array.isArray(object['rows']);
    return Object.fromEntries(
      // In one order: words are counted as they come up.
      Object.entries(object)
        .sort(byName)
        .map(([key, value]): [string, unknown] => {
          // Of what else happened on the server a list's version tells too.
          if (key === 'metadata' && isList && typeof value === 'object' && value !== null)
            return [key, this.#value({ ...value, ...('resourceVersion' in value && { resourceVersion: '<current>' }) })];
          return [this.#text(key), this.#value(value, key)];
        }),
    );
  }

  #text(text: string): string {
    let plain = text;
    for (const [name, word] of this.#names) if (word.endsWith('<random>')) plain = plain.replaceAll(name, word);
    return plain
      .replace(uid, (found) => this.#name('uid', found))
      .replace(time, '<time>')
      .replace(writtenVersion, (_found, before: string, version: string) => before + this.#name('version', version))
      .replace(yamlVersion, (_found, before: string, indent: string, version: string) => {
        return before + (indent.length === 2 && /\n(?:items|rows):/.test(plain) ? '<current>' : this.#name('version', version));
      })
      .replace(yamlAge, '$1<age>')
      .replace(recorded, (_, before: string, version: string) => before + this.#name('version', version))
      .replace(ownAddress, '$1<address>')
      .replace(tokenVolume, 'kube-api-access-<random>')
      .replace(serviceIP, (found) => (found.startsWith('10.96.') ? this.#name('ip', found) : found));
  }

  #name(sort: string, value: string): string {
    const key = `${sort} ${value}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      const count = (this.#counts.get(sort) ?? 0) + 1;
      this.#counts.set(sort, count);
      this.#names.set(key, (name = `<${sort} ${String(count)}>`));
    }
    return name;
  }
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Entries of managed fields and conflicts between managers stand in the order of seconds, which are others on each server. */
function inOneOrder(object: Record<string, unknown>): Record<string, unknown> {
  const { managedFields, conditions, causes, message, reason } = object;
  if (Array.isArray(managedFields)) return { ...object, managedFields: sortedBy(managedFields, withoutTime) };
  // Two controllers write them.
  if (Array.isArray(conditions) && JSON.stringify(conditions).includes('KubernetesAPIApprovalPolicyConformant'))
    return { ...object, conditions: sortedBy(conditions, JSON.stringify) };
  if (Array.isArray(causes) && JSON.stringify(causes).includes('FieldManagerConflict'))
    return { ...object, causes: sortedBy(causes, JSON.stringify) };
  if (reason === 'Conflict' && typeof message === 'string') return { ...object, message: message.split('\n').sort().join('\n') };
  return object;
}

function withoutTime(entry: unknown): string {
  return JSON.stringify({ ...(entry as object), time: '' });
}

function sortedBy(list: readonly unknown[], textOf: (value: unknown) => string): unknown[] {
  return list
    .map((value): [string, unknown] => [textOf(value), value])
    .sort(byName)
    .map(([, value]) => value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A bookmark's version is that of the whole server, as a list's is: what happens beside a case makes it grow. */
function withoutOwnVersion(event: unknown): unknown {
  if (!isBookmark(event)) return event;
  return JSON.parse(JSON.stringify(event).replaceAll(/("resourceVersion":")\d+"/g, '$1<current>"'));
}

/** When a server sends another one behind a bookmark is a matter of its clock. */
function isBookmark(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'BOOKMARK';
}
