import { parseGroupVersion } from '@kubewright/discovery';
import { type ApplyOptions, type Clock, isNotFound, type ResourceNames, systemClock } from '@kubewright/rest';
import { byApplyOrder } from './apply-order.js';
import { describeDocument, documentProblems } from './document-problems.js';
import type { DynamicClient } from './dynamic-client.js';
import type { DynamicObject } from './dynamic-object.js';
import type { StoredDynamicObject } from './dynamic-resource.js';
import { howApplied } from './how-applied.js';
import { ServedDefinitions } from './served-definitions.js';

/** Options of {@link applyDocuments}: those of an apply, for each object, and where objects go. */
export interface ApplyDocumentsOptions extends Omit<ApplyOptions, 'timeout'> {
  /** Of objects that live in namespaces and name none. @default 'default' */
  namespace?: string | undefined;
  /** Objects that name another namespace than `namespace` fail. @default false */
  enforceNamespace?: boolean | undefined;
  /**
   * Milliseconds for each CustomResourceDefinition, from its first custom resource on, until it is established and discovery shows what
   * it defines: one limit for all of it; 0 is none, and a negative one is over at once. @default 60,000
   */
  definitionTimeout?: number | undefined;
  /** @default the real clock */
  clock?: Clock | undefined;
}

/** What became of one document. */
export type AppliedDocument =
  | {
      document: DynamicObject;
      result: 'configured' | 'created' | 'unchanged';
      /** As the server has it now. */
      object: StoredDynamicObject;
      error?: undefined;
    }
  | { document: DynamicObject; result: 'failed'; object?: undefined; error: Error };

/** Some documents were not applied; `errors` says why, in their order. */
export class ApplyDocumentsError extends AggregateError {
  override readonly name = 'ApplyDocumentsError';
  /** What became of all. */
  readonly applied: readonly AppliedDocument[];

  constructor(applied: readonly AppliedDocument[]) {
    const failed = applied.filter(({ result }) => result === 'failed');
    const reasons = failed.map(({ document, error }) => `${describeDocument(document)}: ${error?.message ?? ''}`);
    super(
      failed.map(({ error }) => error),
      `${String(failed.length)} of ${String(applied.length)} documents were not applied: ${reasons.join('; ')}`,
    );
    this.applied = applied;
  }
}

/**
 * Applies objects of any kinds server-side, one after the other, those first that others need (see `byApplyOrder`). Where one fails,
 * the others are applied all the same; {@link throwIfFailed} makes an error of what failed.
 *
 * Custom resources whose CustomResourceDefinition is among the documents are applied when the server serves them.
 *
 * Each object is read before, so that the answer can say whether it was created or changed. An object is `unchanged` if everything but
 * its status is as before, and the field manager owns the same fields; what others change between the two requests counts as ours.
 *
 * With `dryRun` nothing is stored, so what needs another document's namespace or definition fails.
 *
 * Nothing is deleted: what was applied once and is no longer among the documents stays (kubectl's `--prune` is not offered).
 *
 * @returns what became of each document, in the order of `documents`
 * @throws {TypeError} without a dynamic client, an array of documents or a field manager, if `enforceNamespace` is set without a
 *   namespace, or if a timeout is no number
 * @throws the signal's reason when it aborts; what was applied until then stays applied
 */
export async function applyDocuments(
  dynamic: DynamicClient,
  documents: readonly DynamicObject[],
  options: ApplyDocumentsOptions,
): Promise<AppliedDocument[]> {
  // What plain JavaScript gives: a clientset, a single document or a text, no options.
  if (typeof (dynamic as Partial<DynamicClient> | undefined)?.mapper !== 'object')
    throw new TypeError('applying documents needs a DynamicClient, as new DynamicClient(clientset.rest)');
  const list: unknown = documents;
  if (!Array.isArray(list))
    throw new TypeError('documents must be an array of objects, as loadDocuments(text) gives it from a manifest');
  const given = (options as ApplyDocumentsOptions | undefined) ?? { fieldManager: '' };
  const { namespace, enforceNamespace = false, definitionTimeout = 60_000, clock = systemClock, ...apply } = given;
  if (!apply.fieldManager)
    throw new TypeError('applying documents needs a fieldManager: the name that will own the applied fields');
  if (enforceNamespace && !namespace) throw new TypeError('enforceNamespace needs the namespace that is enforced');
  if (Number.isNaN(definitionTimeout)) throw new TypeError('definitionTimeout must be a number of milliseconds, not NaN');
  const { signal } = apply;
  const served = new ServedDefinitions(dynamic, { signal, timeout: definitionTimeout, clock });
  const applied: AppliedDocument[] = [];
  const ordered = [...documents.entries()].sort(([, a], [, b]) => byApplyOrder(a, b));
  for (const [index, document] of ordered) {
    signal?.throwIfAborted();
    try {
      checkDocument(document);
      const mapping = await mappingOf(dynamic, document, served, signal);
      const target = targetNamespace(document, mapping, namespace, enforceNamespace);
      const done = await applyOne(dynamic, document, mapping, target, apply);
      applied[index] = done;
      if (done.object && !apply.dryRun?.length) served.add(done.object, done.result !== 'unchanged');
    } catch (error) {
      signal?.throwIfAborted();
      applied[index] = { document, result: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
    }
  }
  return applied;
}

/** Throws an {@link ApplyDocumentsError} if any document was not applied. */
export function throwIfFailed(applied: readonly AppliedDocument[]): void {
  if (applied.some(({ result }) => result === 'failed')) throw new ApplyDocumentsError(applied);
}

type NamedObject = DynamicObject & { apiVersion: string; kind: string; metadata: { name: string } };

function checkDocument(document: DynamicObject): asserts document is NamedObject {
  const problems = documentProblems(document);
  if (problems.length > 0) throw new TypeError(`the document cannot be applied: ${problems.join('; ')}`);
  if (!document.metadata?.name)
    throw new TypeError(
      `the ${document.kind ?? ''} cannot be applied: it has no metadata.name; an object with generateName can only be created`,
    );
}

async function mappingOf(
  dynamic: DynamicClient,
  { apiVersion, kind }: NamedObject,
  served: ServedDefinitions,
  signal: AbortSignal | undefined,
): Promise<ResourceNames> {
  const { group, version } = parseGroupVersion(apiVersion);
  await served.serve(group, version, kind);
  return dynamic.mapper.restMapping({ group, kind }, [version], { signal });
}

function targetNamespace(
  document: NamedObject,
  { namespaced, kind }: ResourceNames,
  namespace: string | undefined,
  enforceNamespace: boolean,
): string | undefined {
  const own = document.metadata.namespace || undefined;
  if (!namespaced) {
    if (own === undefined) return undefined;
    throw new Error(`the ${describeDocument(document)} cannot be there: a ${kind} has no namespace; remove metadata.namespace`);
  }
  if (enforceNamespace && own !== undefined && own !== namespace)
    throw new Error(`the ${describeDocument(document)} is not for the namespace ${JSON.stringify(namespace)}, which is enforced`);
  return own ?? namespace ?? 'default';
}

async function applyOne(
  dynamic: DynamicClient,
  document: NamedObject,
  mapping: ResourceNames,
  namespace: string | undefined,
  options: ApplyOptions,
): Promise<AppliedDocument> {
  const resource = dynamic.resource(mapping);
  const client = namespace === undefined ? resource : resource.namespace(namespace);
  const { name } = document.metadata;
  const before = await client.get(name, { signal: options.signal }).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  const object = await client.apply(document, options);
  return { document, result: howApplied(document, before, object, options.fieldManager), object };
}
