import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { apiVersionOf, collectionPath, type Subject } from './corpus.test-support.js';
import type { Dice } from './dice.test-support.js';
import { damaged, deepDocument, oddDocument, oddProtobuf } from './odd-bodies.test-support.js';
import { mutated, oddJSON, oddNames, oddValue, valueOfSchema } from './odd-values.test-support.js';

/** A request as it goes out. */
export interface RandomRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly bytes: Uint8Array;
  /** Whether the server may wait for more of it, or end the connection. */
  readonly isLast: boolean;
}

/** The namespace that requests are about, most of the time. */
export const namespace = 'fuzz';
/** The names that objects have: few, so that requests meet. */
const names = ['a', 'b', 'x'];

const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
] as const;

/** Makes requests that are right, or wrong in some way, and remembers what it has seen so that later ones fit to it. */
export class RandomRequests {
  readonly #dice: Dice;
  readonly #subjects: readonly Subject[];
  /** What the server answered with: objects that can be sent back, changed. */
  readonly #seen = new Map<string, JSONObject>();
  readonly #tokens: string[] = [];

  constructor(dice: Dice, subjects: readonly Subject[]) {
    this.#dice = dice;
    this.#subjects = subjects;
  }

  /** Remembers what a request was answered with. @param body empty if it was no JSON */
  learn({ method, target }: RandomRequest, body: JSONObject): void {
    const metadata = body['metadata'];
    if (!isJSONObject(metadata)) return;
    const { continue: token } = metadata;
    if (typeof token === 'string') this.#tokens.push(token);
    const [path = ''] = target.split('?');
    if (method === 'DELETE' || target.includes('dryRun')) return;
    const { uid, name } = metadata;
    if (typeof uid !== 'string' || typeof name !== 'string') return;
    // A creation is asked for in the collection.
    this.#seen.set(
      path.includes(`/${name}`) ? path.slice(0, path.lastIndexOf(`/${name}`) + name.length + 1) : `${path}/${name}`,
      body,
    );
  }

  next(): RandomRequest {
    const dice = this.#dice;
    const subject = dice.pick(this.#subjects);
    const isRight = dice.chance(0.35);
    const kind = dice.below(10);
    if (kind < 4) return this.#create(subject, isRight);
    const known = dice.chance(0.85) ? this.#known(subject) : subject;
    if (kind < 5) return this.#update(known, isRight);
    if (kind < 7) return this.#patch(known, isRight);
    if (kind < 8) return this.#read(known, isRight);
    if (kind < 9) return this.#remove(known, isRight);
    return this.#nonsense(known);
  }

  /** A resource of which there may be an object. */
  #known(otherwise: Subject): Subject {
    const paths = [...this.#seen.keys()];
    if (paths.length === 0) return otherwise;
    const path = this.#dice.pick(paths);
    return this.#subjects.find((subject) => path.startsWith(`${collectionPath(subject, namespace)}/`)) ?? otherwise;
  }

  #create(subject: Subject, isRight: boolean): RandomRequest {
    const dice = this.#dice;
    const object = this.#object(subject, isRight);
    const hasName = dice.chance(0.95);
    if (hasName && isJSONObject(object)) this.#name(subject, object);
    return this.#send('POST', collectionPath(subject, namespace), this.#writeQuery(isRight), subject, object, isRight);
  }

  #update(subject: Subject, isRight: boolean): RandomRequest {
    const path = this.#objectPath(subject);
    const known = this.#seen.get(path);
    const base = known ? structuredClone(known) : this.#object(subject, isRight);
    const object = isRight && this.#dice.chance(0.5) ? base : mutated(this.#dice, base, subject.schema);
    return this.#send('PUT', `${path}${this.#subresource(subject)}`, this.#writeQuery(isRight), subject, object, isRight);
  }

  #patch(subject: Subject, isRight: boolean): RandomRequest {
    const dice = this.#dice;
    const path = this.#objectPath(subject);
    const type = dice.pick(patchTypes);
    const patch = this.#patchBody(subject, type, this.#seen.get(path), isRight);
    const query = new Map(this.#writeQuery(isRight));
    if (type === 'application/apply-patch+yaml' && dice.chance(0.9))
      query.set('fieldManager', dice.pick(['me', 'you', 'x'.repeat(129), '\n']));
    if (type === 'application/apply-patch+yaml' && dice.chance(0.5)) query.set('force', dice.pick(['true', 'false', 'maybe']));
    const contentType = dice.chance(0.95) ? type : dice.pick(contentTypes);
    return this.#send('PATCH', `${path}${this.#subresource(subject)}`, query, subject, patch, isRight, contentType);
  }

  #patchBody(subject: Subject, type: string, known: JSONObject | undefined, isRight: boolean): JSONValue {
    const dice = this.#dice;
    if (type === 'application/json-patch+json') {
      const operations = Array.from({ length: 1 + dice.below(3) }, () => this.#operation(known ?? {}));
      return isRight ? operations : mutated(dice, operations, undefined);
    }
    if (type === 'application/apply-patch+yaml') {
      const object = this.#object(subject, isRight);
      if (isJSONObject(object)) {
        if (dice.chance(0.9)) object['metadata'] = { name: dice.pick(names) };
        if (isJSONObject(object['metadata']) && dice.chance(0.1)) object['metadata']['managedFields'] = oddValue(dice);
      }
      return object;
    }
    const own = subject.patches.length > 0 && dice.chance(0.5) ? structuredClone(dice.pick(subject.patches)) : undefined;
    const base = own ?? (known ? slice(dice, known) : { metadata: { labels: { a: dice.pick(names) } } });
    const patch = isRight ? base : mutated(dice, base, subject.schema);
    return type.startsWith('application/strategic') && dice.chance(0.6) ? withDirectives(dice, patch) : patch;
  }

  #operation(known: JSONObject): JSONObject {
    const dice = this.#dice;
    const path = (): string => {
      const found = pointers(known);
      const pointer = found.length > 0 && dice.chance(0.8) ? dice.pick(found) : `/${dice.pick(oddNames).replaceAll('/', '~1')}`;
      return dice.chance(0.8)
        ? pointer
        : `${pointer}/${dice.pick(['-', '-1', '0', '99999999999', '01', '~', '~2', 'a', '__proto__', 'length', ''])}`;
    };
    const op = dice.pick(['add', 'remove', 'replace', 'move', 'copy', 'test']);
    return {
      op,
      path: path(),
      ...(['move', 'copy'].includes(op) && { from: path() }),
      ...(['add', 'replace', 'test'].includes(op) && { value: oddValue(dice) }),
    };
  }

  #read(subject: Subject, isRight: boolean): RandomRequest {
    const dice = this.#dice;
    const isList = dice.chance(0.7);
    const path = isList
      ? collectionPath(subject, namespace).replace(`/namespaces/${namespace}`, dice.chance(0.3) ? '' : `/namespaces/${namespace}`)
      : `${this.#objectPath(subject)}${this.#subresource(subject)}`;
    const query = Array.from({ length: dice.below(4) }, () => this.#listParameter(isRight));
    return this.#send('GET', path, query, subject, undefined, isRight);
  }

  #remove(subject: Subject, isRight: boolean): RandomRequest {
    const dice = this.#dice;
    const isAll = dice.chance(0.2);
    const path = isAll ? collectionPath(subject, namespace) : this.#objectPath(subject);
    const query = Array.from({ length: dice.below(3) }, () => (isAll ? this.#listParameter(isRight) : this.#deleteParameter()));
    const options: JSONObject = Object.fromEntries(
      Array.from({ length: dice.below(3) }, () =>
        dice.pick<[string, JSONValue]>([
          ['propagationPolicy', dice.pick(['Foreground', 'Background', 'Orphan', 'Nope'])],
          ['gracePeriodSeconds', dice.pick([0, 5, -1])],
          ['preconditions', dice.pick<JSONObject>([{ uid: 'x' }, { resourceVersion: '1' }, {}])],
          ['orphanDependents', dice.chance(0.5)],
          ['dryRun', dice.pick([['All'], ['x'], []])],
          ['kind', 'DeleteOptions'],
          ['apiVersion', dice.pick(['v1', apiVersionOf(subject.info), 'nope/v1'])],
          ['ignoreStoreReadErrorWithClusterBreakingPotential', dice.chance(0.5)],
        ]),
      ),
    );
    const body = dice.chance(0.5) ? undefined : isRight ? options : mutated(dice, options, undefined);
    return this.#send('DELETE', path, query, subject, body, isRight);
  }

  /** Paths, methods, headers and framing that nobody should send. */
  #nonsense(subject: Subject): RandomRequest {
    const dice = this.#dice;
    const method = dice.pick([
      'GET',
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'HEAD',
      'OPTIONS',
      'TRACE',
      'PROPFIND',
      'M-SEARCH',
      'get',
    ]);
    const path = dice.either(
      () => oddPath(dice, `${this.#objectPath(subject)}${this.#subresource(subject)}`),
      () => dice.pick(oddPaths),
      () => `${this.#objectPath(subject)}/${dice.pick(oddNames.filter((name) => !/[ /]/.test(name)))}`,
    );
    return this.#send(method, path, [this.#listParameter(false)], subject, this.#object(subject, false), false);
  }

  #objectPath(subject: Subject): string {
    const { resource } = subject.info;
    const collection = collectionPath(subject, namespace);
    const paths = [...this.#seen.keys()].filter((path) => path.startsWith(`${collection}/`));
    if (paths.length > 0 && this.#dice.chance(0.8)) return this.#dice.pick(paths);
    const name = resource === 'namespaces' ? this.#dice.pick([...names, namespace]) : this.#dice.pick(names);
    return `${collection}/${resource === 'customresourcedefinitions' ? this.#definitionName() : name}`;
  }

  #definitionName(): string {
    return `${this.#dice.pick(['widgets', 'widgets', 'bags', 'things'])}.fuzz.example.com`;
  }

  #subresource({ subresources }: Subject): string {
    const dice = this.#dice;
    if (dice.chance(0.75)) return '';
    return `/${subresources.length > 0 && dice.chance(0.8) ? dice.pick(subresources) : dice.pick(['status', 'scale', 'log', 'nope', 'constructor', '__proto__', 'token', 'finalize'])}`;
  }

  #name(subject: Subject, object: JSONObject): void {
    const dice = this.#dice;
    const metadata = isJSONObject(object['metadata']) ? object['metadata'] : {};
    if (subject.info.resource === 'customresourcedefinitions' && typeof metadata['name'] === 'string') return;
    object['metadata'] = dice.chance(0.1)
      ? { ...metadata, generateName: dice.pick(['a-', '', 'x'.repeat(300), '-', 'A']) }
      : { ...metadata, name: dice.pick(names) };
  }

  #object({ info, objects, schema }: Subject, isRight: boolean): JSONValue {
    const dice = this.#dice;
    const type = { apiVersion: apiVersionOf(info.kind), kind: info.kind.kind };
    const made = (): JSONObject => {
      const value = schema ? valueOfSchema(dice, schema) : {};
      return { ...(isJSONObject(value) ? value : {}), ...type, metadata: {} };
    };
    const known = [...this.#seen.values()].filter((object) => object['kind'] === info.kind.kind);
    const base = dice.either<JSONObject>(
      () => (objects.length > 0 ? structuredClone(dice.pick(objects)) : made()),
      () => (objects.length > 0 ? structuredClone(dice.pick(objects)) : made()),
      () => (known.length > 0 ? { ...structuredClone(dice.pick(known)), metadata: {} } : made()),
      made,
    );
    return isRight ? base : mutated(dice, base, schema);
  }

  #writeQuery(isRight: boolean): [string, string][] {
    const dice = this.#dice;
    if (dice.chance(isRight ? 0.8 : 0.5)) return [];
    return Array.from({ length: 1 + dice.below(2) }, () =>
      dice.pick<[string, string]>([
        ['dryRun', dice.pick(['All', 'All', '', 'x', 'All,All'])],
        ['fieldValidation', dice.pick(['Strict', 'Warn', 'Ignore', 'strict', ''])],
        ['fieldManager', dice.pick(['me', '', 'x'.repeat(129), '\u0000', 'é'])],
        ['pretty', dice.pick(['true', 'maybe'])],
        ['force', dice.pick(['true', 'x'])],
        ['watch', 'true'],
      ]),
    );
  }

  #deleteParameter(): [string, string] {
    const dice = this.#dice;
    return dice.pick<[string, string]>([
      ['gracePeriodSeconds', dice.pick(['0', '-1', 'x', '99999999999999999999', '1.5', ''])],
      ['propagationPolicy', dice.pick(['Foreground', 'Background', 'Orphan', 'x', ''])],
      ['orphanDependents', dice.pick(['true', 'false', 'x'])],
      ['dryRun', dice.pick(['All', 'x'])],
    ]);
  }

  #listParameter(isRight: boolean): [string, string] {
    const dice = this.#dice;
    const token =
      this.#tokens.length > 0 ? dice.pick(this.#tokens) : 'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhXHUwMDAwIn0';
    return dice.pick<[string, string]>([
      ['limit', dice.pick(isRight ? ['1', '2', '500'] : ['0', '-1', '1.5', 'x', '99999999999999999999', '', '+1', '0x1'])],
      [
        'continue',
        isRight || dice.chance(0.3)
          ? token
          : dice.pick([token.slice(0, dice.below(token.length)), forged(dice), '!', 'bnVsbA', 'W10', '', 'é']),
      ],
      [
        'labelSelector',
        dice.pick(
          isRight
            ? ['a=b', 'a in (b,c)', '!a', 'a>1']
            : [
                '=',
                'a in',
                'a in (',
                '((',
                ',',
                'a==b==c',
                '!',
                'a notin ()',
                'a>x',
                '\u0000',
                'é=é',
                `${'a,'.repeat(500)}a`,
                '__proto__=x',
              ],
        ),
      ],
      [
        'fieldSelector',
        dice.pick(
          isRight
            ? ['metadata.name=a', 'metadata.namespace!=x']
            : [
                'a',
                '=',
                'spec.nope=x',
                'metadata.name=a\\',
                'metadata.name==',
                'metadata.name=a,metadata.name=b',
                '__proto__=x',
                'status.phase=\\x',
                '\u0000=\u0000',
              ],
        ),
      ],
      [
        'resourceVersion',
        dice.pick(isRight ? ['0', '', '1'] : ['-1', 'x', '1.5', '99999999999999999999', '999999', '0x1', ' 1', '١']),
      ],
      ['resourceVersionMatch', dice.pick(['Exact', 'NotOlderThan', 'x', ''])],
      ['timeoutSeconds', dice.pick(['0', '1', '-1', 'x', '99999999999999999999', '1.5'])],
      ['watch', dice.pick(['true', '1', 'false', 'x', ''])],
      ['allowWatchBookmarks', dice.pick(['true', 'x'])],
      ['sendInitialEvents', dice.pick(['true', 'false', 'x'])],
      ['includeObject', dice.pick(['None', 'Object', 'Metadata', 'x'])],
      [dice.pick(oddNames), 'x'],
    ]);
  }

  #send(
    method: string,
    path: string,
    query: Iterable<readonly [string, string]>,
    { info }: Subject,
    value: JSONValue | undefined,
    isRight: boolean,
    contentType?: string,
  ): RandomRequest {
    const dice = this.#dice;
    let text = value === undefined ? '' : oddJSON(value);
    if (!isRight && value !== undefined) {
      if (dice.chance(0.04)) text = oddDocument(dice);
      else if (dice.chance(0.008)) text = deepDocument(dice);
    }
    let body: Uint8Array = new TextEncoder().encode(text);
    let type = contentType ?? (value === undefined ? '' : 'application/json');
    if (contentType === undefined && value !== undefined && dice.chance(isRight ? 0.1 : 0.2)) {
      type = dice.pick(isRight ? ['application/yaml'] : contentTypes);
      if (type === 'application/vnd.kubernetes.protobuf') body = oddProtobuf(dice, apiVersionOf(info), info.kind.kind);
    }
    if (!isRight && dice.chance(0.06)) body = damaged(dice, body);
    const parameters = [...query].map(([name, one]) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`).join('&');
    const odd =
      !isRight && dice.chance(0.05)
        ? dice.pick(['&', '&&&', '&=', '&%zz=1', '&a;b', '&%00=%00', '&limit', '?x=1', '&watch'])
        : '';
    const target = `${path}${parameters === '' && odd === '' ? '' : '?'}${parameters}${odd}`;
    const fields = this.#headers(isRight, type);
    const framing =
      isRight || dice.chance(0.97)
        ? dice.chance(0.1)
          ? 'chunked'
          : 'length'
        : dice.pick(['short', 'long', 'both', 'bad-chunk', 'none', 'two'] as const);
    return framed(method, target, fields, body, framing);
  }

  #headers(isRight: boolean, contentType: string): [string, string][] {
    const dice = this.#dice;
    const fields: [string, string][] = [];
    if (contentType !== '') fields.push(['Content-Type', contentType]);
    if (dice.chance(0.5))
      fields.push(['Accept', isRight || dice.chance(0.9) ? dice.pick(rightAccepts) : dice.pick(wrongAccepts)]);
    if (isRight || dice.chance(0.85)) return fields;
    fields.push(dice.pick(oddHeaders(dice)));
    return fields;
  }
}

const contentTypes = [
  'application/yaml',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/vnd.kubernetes.protobuf',
  'application/json; charset=utf-8',
  'application/cbor',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json,application/yaml',
  ';',
  'x',
  '/',
  'application/json; a="',
];

const rightAccepts = [
  'application/json',
  '*/*',
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
];

const wrongAccepts = [
  'text/html',
  'application/json;q=0',
  'application/json;as=Table;v=v9;g=meta.k8s.io',
  'application/json;as=Nope',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/vnd.kubernetes.protobuf',
  'application/cbor',
  ';;;,,,',
  `${'a/b,'.repeat(200)}*/*`,
  'application/json;q=x',
];

function oddHeaders(dice: Dice): [string, string][] {
  return [
    ['Impersonate-User', dice.pick(['jane', '', 'é', 'system:admin'])],
    ['Impersonate-Group', 'devs'],
    ['Impersonate-Extra-%zz', 'x'],
    ['Authorization', dice.pick(['Bearer x', 'Bearer', 'Basic eDp5', 'Nope', ''])],
    ['Content-Encoding', dice.pick(['gzip', 'br', 'identity', 'x'])],
    ['Accept-Encoding', dice.pick(['gzip', 'br', 'gzip;q=0', '*', ',,,'])],
    ['Audit-Id', dice.pick(['x', 'é', 'x'.repeat(1000)])],
    ['User-Agent', 'x'.repeat(5000)],
    ['If-Match', '*'],
    ['Range', 'bytes=0-1'],
    ['Upgrade', 'websocket'],
    ['Connection', dice.pick(['close', 'Upgrade', 'x'])],
    ['X', 'y'.repeat(20_000)],
    ['Cookie', '__proto__=x'],
    ['__proto__', 'x'],
    ['Origin', 'https://example.com'],
    ['Expect', dice.pick(['100-continue', 'nope'])],
  ];
}

type Framing = 'bad-chunk' | 'both' | 'chunked' | 'length' | 'long' | 'none' | 'short' | 'two';

function framed(
  method: string,
  target: string,
  fields: readonly (readonly [string, string])[],
  body: Uint8Array,
  framing: Framing,
): RandomRequest {
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body.length;
  let sent: Uint8Array = body;
  if (framing === 'length' || framing === 'both') lines.push(`Content-Length: ${String(length)}\r\n`);
  if (framing === 'short') lines.push(`Content-Length: ${String(Math.max(0, length - 5))}\r\n`);
  if (framing === 'long') lines.push(`Content-Length: ${String(length + 100)}\r\n`);
  if (framing === 'two') lines.push(`Content-Length: ${String(length)}\r\nContent-Length: 1\r\n`);
  if (framing === 'both' || framing === 'chunked' || framing === 'bad-chunk') {
    lines.push('Transfer-Encoding: chunked\r\n');
    const size = framing === 'bad-chunk' ? 'xyz' : length.toString(16);
    sent = Buffer.concat(
      length === 0 && framing !== 'bad-chunk'
        ? [Buffer.from('0\r\n\r\n')]
        : [Buffer.from(`${size}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')],
    );
  }
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: x\r\n${lines.join('')}\r\n`);
  const isLast = !['chunked', 'length'].includes(framing) || lines.some((line) => /^(?:connection|upgrade|expect):/i.test(line));
  return { method, target, bytes: Buffer.concat([head, sent]), isLast };
}

const oddPaths = [
  '/',
  '/api',
  '/apis',
  '/apis/',
  '/api/v1',
  '/api/v2',
  '/api/v1/',
  '/apis/apps',
  '/apis/apps/v9',
  '/apis/nope/v1',
  '/version',
  '/healthz',
  '/livez/ping',
  '/readyz?verbose',
  '/metrics',
  '/logs',
  '/openapi/v2',
  '/openapi/v3',
  '/openapi/v3/api/v1',
  '/openapi/v3/../../x',
  '/openapi/v3/apis/nope/v1',
  '/.well-known/openid-configuration',
  '/%00',
  '/..%2f..%2fetc/passwd',
  '/api/v1/namespaces/../../..',
  '*',
  '',
  'x',
  'http://x/api/v1/pods',
  'http://x',
  '//',
  '/api/v1/watch/pods',
  '/api/v1/watch/namespaces/fuzz/pods/a',
  '/api/v1/watch',
  '/api/v1/namespaces/%00/pods',
  '/api/v1/namespaces/fuzz/pods/a/log?container=x&tailLines=-1',
  '/api/v1/namespaces/fuzz/pods/a/exec?command=ls',
  '/api/v1/namespaces/fuzz/pods/a/proxy/x/../y',
  '/api/v1/namespaces/fuzz/services/a:b/proxy',
  '/apis/__proto__/v1/x',
  '/apis/apps/__proto__/x',
  '/api/v1/constructor',
  '/api/v1/namespaces/fuzz/toString/a',
];

function oddPath(dice: Dice, path: string): string {
  const parts = path.split('/');
  const at = 1 + dice.below(parts.length - 1);
  parts[at] = dice.pick([
    '',
    '.',
    '..',
    '%2e%2e',
    '%2F',
    '%00',
    '%zz',
    '%ff',
    'é',
    '%C3%A9',
    'A',
    'x'.repeat(300),
    'x'.repeat(20_000),
    '__proto__',
    'constructor',
    'a:b',
    '*',
    '%20',
    "'",
    '<script>',
    'watch',
    'namespaces',
    'v1',
    '{name}',
  ]);
  return parts.join('/');
}

/** What a forger of continue tokens writes. */
function forged(dice: Dice): string {
  const text = dice.pick([
    '{"v":"meta.k8s.io/v1","rv":-1,"start":"a\\u0000"}',
    '{"v":"meta.k8s.io/v1","rv":1,"start":"../../x"}',
    '{"v":"meta.k8s.io/v1","rv":1e300,"start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":1.5,"start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":"1","start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":99999999,"start":"a"}',
    '{"v":"meta.k8s.io/v2","rv":1,"start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":1,"start":5}',
    '{"v":"meta.k8s.io/v1","rv":1}',
    '{}',
    '[]',
    'null',
    '"x"',
    '{',
  ]);
  return Buffer.from(text).toString('base64url');
}

/** A part of an object: what stands at some of its fields. */
function slice(dice: Dice, object: JSONObject): JSONObject {
  const chosen = Object.entries(object).filter(([name]) => ['apiVersion', 'kind'].includes(name) || dice.chance(0.5));
  return Object.fromEntries(
    chosen.map(([name, value]) => {
      if (name !== 'metadata' || !isJSONObject(value)) return [name, structuredClone(value)];
      const { labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = value;
      return [name, dice.pick<JSONObject>([{ labels }, { annotations }, { finalizers }, { ownerReferences }, value])];
    }),
  );
}

/** With the directives of strategic merge patches, most of them where they mean nothing. */
function withDirectives(dice: Dice, patch: JSONValue): JSONValue {
  if (Array.isArray(patch)) return patch.map((item) => withDirectives(dice, item));
  if (!isJSONObject(patch)) return patch;
  const fields = Object.entries(patch).map(([name, value]): [string, JSONValue] => [name, withDirectives(dice, value)]);
  if (dice.chance(0.2)) fields.push(['$patch', dice.pick<JSONValue>(['delete', 'replace', 'merge', 'nope', null, 5, {}])]);
  if (dice.chance(0.1)) fields.push(['$retainKeys', dice.pick<JSONValue>([Object.keys(patch), ['nope'], [5], 'x', null, {}])]);
  const lists = Object.entries(patch).filter(([, value]) => Array.isArray(value));
  for (const [name, value] of lists)
    if (dice.chance(0.3))
      fields.push([
        `${dice.pick(['$setElementOrder', '$deleteFromPrimitiveList'])}/${name}`,
        dice.pick<JSONValue>([value, [], null, ['a'], [{ name: 'a' }], [[]], [null], {}, 'x']),
      ]);
  if (dice.chance(0.05))
    fields.push([
      dice.pick(['$setElementOrder', '$deleteFromPrimitiveList', '$setElementOrder/', '$deleteFromPrimitiveList/nope']),
      oddValue(dice),
    ]);
  return Object.fromEntries(fields);
}

/** JSON pointers to all that is in a value. */
function pointers(value: JSONValue, prefix = ''): string[] {
  if (!Array.isArray(value) && !isJSONObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const pointer = `${prefix}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [pointer, ...pointers(item, pointer)];
  });
}
