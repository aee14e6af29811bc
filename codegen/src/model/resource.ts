import { SpecError, type Location } from '../generation-error.js';
import { resourceKey, type Description, type GroupVersionDescription, type OperationDescription } from '../read/description.js';
import { deprecationIn } from './deprecation.js';
import type { PatchBodies, Resource, Scope, Verb } from './group-version.js';
import { isResourceName, isTypeName, isUsableName, resourceName } from './names.js';
import { statusSchema, type Packages } from './packages.js';
import { patchBodiesOf } from './patch-media-types.js';
import type { Place } from './place.js';
import { checkQueryParameters } from './query-parameters.js';
import { expectSchema, schemaOf } from './schema-of.js';
import { buildSubresource } from './subresource.js';
import type { TypeReference } from './type.js';

/** An operation and what its path means. */
export interface PlacedOperation {
  readonly operation: OperationDescription;
  readonly place: Place;
}

type CallVerb = Exclude<Verb, 'watch'>;

/** Verbs on all objects, by action and HTTP method. */
const collectionVerbs: Readonly<Record<string, CallVerb>> = {
  'deletecollection delete': 'deletecollection',
  'list get': 'list',
  'post post': 'create',
};

/** Verbs on one object, by action and HTTP method. */
const objectVerbs: Readonly<Record<string, CallVerb>> = {
  'delete delete': 'delete',
  'get get': 'get',
  'patch patch': 'patch',
  'put put': 'update',
};

/** Where the parts of a resource come from. */
export interface ResourceContext {
  readonly groupVersion: GroupVersionDescription;
  readonly description: Description;
  readonly packages: Packages;
}

/** Reads a resource from all operations on its paths. Throws for whatever is not as every other resource has it. */
export function buildResource(plural: string, all: readonly PlacedOperation[], context: ResourceContext): Resource {
  const { groupVersion, description, packages } = context;
  const calls = all.filter(({ place }) => !place.watch && place.subresource === '');
  const [first] = calls;
  if (first === undefined) {
    throw new SpecError(all[0]?.operation ?? groupVersion, `belongs to ${plural}, which cannot be called itself`);
  }
  const namespaced = calls.some(({ place }) => place.inNamespace);
  const operations = operationsByVerb(calls, namespaced);
  const { kind } = first.operation.kind;
  if (!isTypeName(kind)) throw new SpecError(first.operation, `its kind ${JSON.stringify(kind)} is no name of a type`);
  if (!isResourceName(plural)) throw new SpecError(first.operation, `its resource ${JSON.stringify(plural)} is no DNS label`);
  const name = resourceName(plural, kind);
  if (!isUsableName(name)) throw new SpecError(first.operation, `its resource would be called "${name}", a reserved word`);
  const objectSchema = objectSchemaOf(operations, first.operation, context);
  for (const [verb, operation] of operations) checkCall(verb, operation, objectSchema, context);

  const verbs = new Set<Verb>(operations.keys());
  const patch = operations.get('patch');
  const patchBodies = patch === undefined ? 'all' : patchBodiesOf(patch);
  if (verbs.has('list') && isWatched(all, patchBodies, context)) verbs.add('watch');
  const scope = scopeOf(verbs, namespaced);
  const resolve = (schema: string, { file, pointer }: Location): TypeReference => packages.resolve({ schema, file, pointer });
  const list = operations.get('list');
  const create = operations.get('create');
  const remove = operations.get('delete');
  const text = description.schemas.get(objectSchema)?.description ?? '';
  const subresources = subresourcesOf(all);
  const parent = { scope, objectSchema, subresources: new Set(subresources.keys()) };
  return {
    plural,
    kind,
    name,
    clientName: `${kind}Client`,
    namespaced,
    scope,
    verbs,
    acrossNamespaces: namespaced && calls.some(({ place }) => !place.inNamespace),
    description: text,
    deprecation: deprecationIn(text),
    object: resolve(objectSchema, first.operation),
    list: list && resolve(schemaOf(list.answer, list), list),
    createAnswer:
      create && schemaOf(create.answer, create) !== objectSchema ? resolve(schemaOf(create.answer, create), create) : undefined,
    deleteAnswersObject: remove !== undefined && schemaOf(remove.answer, remove) === objectSchema,
    patchBodies,
    subresources: [...subresources].map(([subresource, found]) => buildSubresource(subresource, found, parent, packages)),
    names: description.names.get(resourceKey(groupVersion.group, groupVersion.version, plural)),
  };
}

/** The operation of each verb; across namespaces a namespaced resource can only be listed. */
function operationsByVerb(calls: readonly PlacedOperation[], namespaced: boolean): Map<CallVerb, OperationDescription> {
  const operations = new Map<CallVerb, OperationDescription>();
  for (const { operation, place } of calls) {
    const key = `${operation.action} ${operation.method}`;
    const byKey = place.named ? objectVerbs : collectionVerbs;
    const verb = Object.hasOwn(byKey, key) ? byKey[key] : undefined;
    if (verb === undefined)
      throw new SpecError(operation, `unknown verb "${operation.action}" (${operation.method}) of ${place.plural}`);
    if (namespaced && !place.inNamespace) {
      if (verb !== 'list') throw new SpecError(operation, `${place.plural} live in namespaces, so "${verb}" needs one`);
      checkQueryParameters(operation, verb);
    } else {
      operations.set(verb, operation);
    }
  }
  return operations;
}

function objectSchemaOf(
  operations: ReadonlyMap<CallVerb, OperationDescription>,
  first: OperationDescription,
  { description, groupVersion: { group, version } }: ResourceContext,
): string {
  const created = operations.get('create');
  const read = operations.get('get');
  const schema = read ? schemaOf(read.answer, read) : created?.body && schemaOf(created.body.shape, created.body);
  if (schema === undefined) throw new SpecError(first, 'can be neither read nor created, so its type is unknown');
  const { kind } = first.kind;
  const kinds = description.schemas.get(schema)?.kinds ?? [];
  if (!kinds.some((own) => own.kind === kind && own.group === group && own.version === version)) {
    throw new SpecError(read ?? created ?? first, `${schema} is not of the kind ${kind} that the operation says`);
  }
  return schema;
}

/** Throws unless a call declares the parameters, the body and the answer that every resource has for its verb. */
function checkCall(
  verb: CallVerb,
  operation: OperationDescription,
  objectSchema: string,
  { groupVersion, description }: ResourceContext,
): void {
  checkQueryParameters(operation, verb);
  const { group, version } = operation.kind;
  if (group !== groupVersion.group || version !== groupVersion.version)
    throw new SpecError(operation, `is of ${group}/${version}, another group-version`);
  const { body } = operation;
  if ((verb === 'create' || verb === 'update') && body !== undefined) expectSchema(body.shape, objectSchema, body, 'body');
  const answer = schemaOf(operation.answer, operation);
  if (verb === 'list') checkList(answer, objectSchema, operation, description);
  else if (verb === 'deletecollection') expectSchema(operation.answer, statusSchema, operation, 'answer');
  else if (answer !== statusSchema || (verb !== 'create' && verb !== 'delete'))
    expectSchema(operation.answer, objectSchema, operation, 'answer');
}

function checkList(list: string, objectSchema: string, at: Location, description: Description): void {
  const shape = description.schemas.get(list)?.shape;
  const items = shape?.form === 'object' ? shape.properties.find(({ name }) => name === 'items')?.shape : undefined;
  if (items?.form !== 'array' || schemaOf(items.items, at) !== objectSchema)
    throw new SpecError(at, `${list} is no list of ${objectSchema}`);
}

/**
 * Documents declare a watch only by its old paths. Custom resources have none in their documents, and can always be watched;
 * they are the ones without strategic merge patch.
 */
function isWatched(all: readonly PlacedOperation[], patchBodies: PatchBodies, { groupVersion }: ResourceContext): boolean {
  if (groupVersion.operations.some(({ action }) => action === 'watchlist')) return all.some(({ place }) => place.watch);
  return patchBodies === 'without strategic merge';
}

/** What cannot be watched is not stored: reviews, bindings, component statuses. */
function scopeOf(verbs: ReadonlySet<Verb>, namespaced: boolean): Scope {
  if (!verbs.has('watch')) return 'Virtual';
  return namespaced ? 'Namespaced' : 'Cluster';
}

/** Operations of each subresource, sorted by name. */
function subresourcesOf(all: readonly PlacedOperation[]): Map<string, OperationDescription[]> {
  const subresources = new Map<string, OperationDescription[]>();
  for (const { operation, place } of all) {
    if (place.subresource === '') continue;
    subresources.set(place.subresource, [...(subresources.get(place.subresource) ?? []), operation]);
  }
  return new Map([...subresources].sort(([a], [b]) => (a < b ? -1 : 1)));
}
