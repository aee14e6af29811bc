import { SpecError } from '../generation-error.js';
import type { OperationDescription } from '../read/description.js';
import type { PatchBodies, Scope, Subresource } from './group-version.js';
import { statusSchema, type Packages } from './packages.js';
import { patchBodiesOf } from './patch-media-types.js';
import { checkQueryParameters, type QueryVerb } from './query-parameters.js';
import { expectSchema, schemaOf } from './schema-of.js';

/** What the generator expects of a subresource that it knows. */
interface KnownSubresource {
  /** Its operations, as action and HTTP method. */
  readonly operations: readonly string[];
  /** What it reads as a body, if anything: the resource's own object, or another type. */
  readonly body: 'object' | 'other' | undefined;
  /** What it answers; `raw` is text or a connection. */
  readonly answer: 'body' | 'raw' | 'status';
  /** Where its resource may live, if `rest` gives only that; undefined for anywhere. */
  readonly scope?: Scope;
  /** Another subresource that is part of the same capability. */
  readonly companion?: string;
}

const edited = { operations: ['get get', 'patch patch', 'put put'], answer: 'body' } as const;
const created = { operations: ['post post'], body: 'other' } as const;
const connected = { operations: ['connect get', 'connect post'], body: undefined, answer: 'raw' } as const;
const proxied = {
  operations: [
    'connect delete',
    'connect get',
    'connect head',
    'connect options',
    'connect patch',
    'connect post',
    'connect put',
  ],
  body: undefined,
  answer: 'raw',
} as const;

/** Every subresource that Kubernetes has. A new one needs a capability in `rest`, a line here and one in print/capabilities.ts. */
const known: Readonly<Record<string, KnownSubresource>> = {
  approval: { ...edited, body: 'object', scope: 'Cluster' },
  attach: connected,
  binding: { ...created, answer: 'status' },
  ephemeralcontainers: { ...edited, body: 'object', scope: 'Namespaced' },
  eviction: { ...created, answer: 'status' },
  exec: connected,
  finalize: { operations: ['put put'], body: 'object', answer: 'body', scope: 'Cluster' },
  log: { operations: ['get get'], body: undefined, answer: 'raw' },
  portforward: connected,
  proxy: { ...proxied, companion: 'proxy/{path}' },
  'proxy/{path}': { ...proxied, companion: 'proxy' },
  resize: { ...edited, body: 'object', scope: 'Namespaced' },
  scale: { ...edited, body: 'other' },
  status: { ...edited, body: 'object' },
  token: { ...created, answer: 'body' },
};

/** The resource that a subresource belongs to. */
export interface Parent {
  readonly scope: Scope;
  /** Full name of its object's schema. */
  readonly objectSchema: string;
  /** Names of all its subresources. */
  readonly subresources: ReadonlySet<string>;
}

/** Reads a subresource from its operations (at least one). Throws for an unknown one, and for operations other than expected. */
export function buildSubresource(
  name: string,
  operations: readonly OperationDescription[],
  parent: Parent,
  packages: Packages,
): Subresource {
  const [first] = operations;
  if (first === undefined) throw new Error(`the subresource ${name} has no operation`);
  const expected = Object.hasOwn(known, name) ? known[name] : undefined;
  if (expected === undefined)
    throw new SpecError(
      first,
      `unknown subresource "${name}": give it a capability in rest, then list it in model/subresource.ts`,
    );
  checkOperations(name, operations, expected);
  if (expected.scope !== undefined && expected.scope !== parent.scope) {
    throw new SpecError(first, `the subresource "${name}" of a resource of scope ${parent.scope} has no capability in rest`);
  }
  if (expected.companion !== undefined && !parent.subresources.has(expected.companion)) {
    throw new SpecError(first, `the subresource "${name}" comes without "${expected.companion}"`);
  }
  for (const operation of operations) checkQueryParameters(operation, queryVerb(operation, name));
  const body = bodyOf(operations, expected, parent);
  for (const operation of operations) checkAnswer(operation, expected, body);
  const at = operations.find((operation) => operation.body !== undefined) ?? first;
  const patch = operations.find(({ action }) => action === 'patch');
  const patchBodies: PatchBodies = patch === undefined ? 'all' : patchBodiesOf(patch);
  return {
    name,
    patchBodies,
    body: body === undefined ? undefined : packages.resolve({ schema: body, file: at.file, pointer: at.pointer }),
  };
}

function checkOperations(name: string, operations: readonly OperationDescription[], expected: KnownSubresource): void {
  const found = operations.map(({ action, method }) => `${action} ${method}`);
  const unknown = operations.find(({ action, method }) => !expected.operations.includes(`${action} ${method}`));
  if (unknown !== undefined)
    throw new SpecError(unknown, `unknown verb "${unknown.action}" (${unknown.method}) of the subresource "${name}"`);
  const missing = expected.operations.find((operation) => !found.includes(operation));
  const [first] = operations;
  if (missing !== undefined && first !== undefined) throw new SpecError(first, `the subresource "${name}" lacks "${missing}"`);
}

function queryVerb(operation: OperationDescription, name: string): QueryVerb {
  switch (name) {
    case 'attach':
    case 'exec':
    case 'log':
    case 'portforward':
    case 'proxy':
      return name;
    case 'proxy/{path}':
      return 'proxy';
    default:
      return queryVerbByAction(operation.action);
  }
}

function queryVerbByAction(action: string): QueryVerb {
  if (action === 'post') return 'create';
  if (action === 'put') return 'update';
  return action === 'patch' ? 'patch' : 'get';
}

/** Full name of the schema that every operation with an object as body reads. */
function bodyOf(operations: readonly OperationDescription[], expected: KnownSubresource, parent: Parent): string | undefined {
  if (expected.body === undefined) return undefined;
  const reading = operations.filter(({ action }) => action === 'post' || action === 'put');
  const [first] = reading;
  const schema = first?.body && schemaOf(first.body.shape, first.body);
  for (const { body } of reading) {
    if (body !== undefined) expectSchema(body.shape, expected.body === 'object' ? parent.objectSchema : schema, body, 'body');
  }
  return schema;
}

function checkAnswer(operation: OperationDescription, expected: KnownSubresource, body: string | undefined): void {
  if (expected.answer !== 'raw') {
    expectSchema(operation.answer, expected.answer === 'status' ? statusSchema : body, operation, 'answer');
  } else if (operation.answer.form !== 'string') {
    throw new SpecError(operation, `answers ${operation.answer.form}, expected a string`);
  }
}
