import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { apiVersionOf, collectionPath, type Subject } from './corpus.test-support.js';
import type { Dice } from './dice.test-support.js';
import { forged } from './forged-token.test-support.js';
import { framed, type RandomRequest } from './framed-request.test-support.js';
import { damaged, deepDocument, oddDocument, oddProtobuf } from './odd-bodies.test-support.js';
import { contentTypes, oddHeaders, rightAccepts, wrongAccepts } from './odd-headers.test-support.js';
import { pointers, slice, withDirectives } from './odd-patches.test-support.js';
import { oddPath, oddPaths } from './odd-paths.test-support.js';
import { mutated, oddJSON, oddNames, oddValue, valueOfSchema } from './odd-values.test-support.js';

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
