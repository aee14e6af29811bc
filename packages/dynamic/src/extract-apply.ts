import type { ManagedFieldsEntry, ObjectMeta } from '@kubewright/meta-v1';
import type { ApplyConfiguration, ApplyStatusConfiguration } from '@kubewright/rest';
import { type FieldSet, readFieldSet, unionOf } from './field-set.js';
import { ownedPart } from './owned-part.js';

/** Any object that an API server answered: of a typed client, or a dynamic one. */
export interface ManagedObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** What can be asked of {@link extractApply}. */
export interface ExtractApplyOptions {
  /** Fields that were applied through this subresource, as `status`. @default those of the object itself */
  subresource?: string | undefined;
}

/**
 * What a field manager applied of a live object and still owns, to be changed and applied again (client-go `Extract…` of
 * `applyconfigurations`, apimachinery `managedfields.ExtractInto`). Undefined if it owns nothing.
 *
 * The object must be as the server answered it, with its `metadata.managedFields`. Only server-side apply counts, not updates of the
 * same manager; a field that somebody else has changed since is not in it. `apiVersion`, `kind`, `metadata.name` and
 * `metadata.namespace` are always in it; lists keep the order of the live object. Nothing in it is shared with the object.
 *
 * There is no schema: whether a list or map that a manager owns without any of its entries is taken whole (an atomic one) or left out
 * (it was applied empty) is told by the other managers. Is one owned so and nobody owns an entry of it, it is taken whole.
 *
 * Throws a TypeError for what is no object with a `metadata.name`, and if the field manager is no text, and an Error if its managed
 * fields cannot be read.
 *
 * @example
 * const mine = extractApply(await deployments.get('web'), 'my-operator') ?? { metadata: { name: 'web' } };
 * mine.spec = { ...mine.spec, replicas: 3 };
 * await deployments.apply(mine, { fieldManager: 'my-operator' });
 */
export function extractApply<T extends ManagedObject>(
  object: T,
  fieldManager: string,
  options: { subresource: 'status' },
): ApplyStatusConfiguration<T> | undefined;
export function extractApply<T extends ManagedObject>(
  object: T,
  fieldManager: string,
  options?: ExtractApplyOptions,
): ApplyConfiguration<T> | undefined;
export function extractApply(
  object: ManagedObject,
  fieldManager: string,
  { subresource = '' }: ExtractApplyOptions = {},
): object | undefined {
  // What plain JavaScript gives for an object that was not found.
  if (typeof (object as unknown) !== 'object' || (object as unknown) === null)
    throw new TypeError('extracting what was applied needs an object, as the server answered it');
  if (typeof (fieldManager as unknown) !== 'string')
    throw new TypeError('extracting what was applied needs the fieldManager whose fields are wanted');
  const { apiVersion, kind } = object;
  const { name, namespace, managedFields } = metadataOf(object);
  if (!name) throw new TypeError('cannot extract what was applied of an object without metadata.name');
  const entry = managedFields.find(
    (one) => one.manager === fieldManager && one.operation === 'Apply' && (one.subresource ?? '') === subresource,
  );
  if (!entry) return undefined;
  const what = `${kind ?? 'object'} "${name}"`;
  const owned = fieldsOf(entry, what);
  if (owned.size === 0) return undefined;
  const all = unionOf(managedFields.map((one) => fieldsOf(one, what)));
  const part = (ownedPart(object, owned, all) ?? {}) as ManagedObject;
  return {
    ...part,
    ...(apiVersion && { apiVersion }),
    ...(kind && { kind }),
    metadata: { ...part.metadata, name, ...(namespace && { namespace }) },
  };
}

/** As an answer may have it: null is as good as nothing. */
function metadataOf(object: object): ObjectMeta & { managedFields: ManagedFieldsEntry[] } {
  const { metadata } = object as { metadata?: (Omit<ObjectMeta, 'managedFields'> & { managedFields?: unknown }) | null };
  const entries: unknown[] = Array.isArray(metadata?.managedFields) ? metadata.managedFields : [];
  const managedFields = entries.filter((one): one is ManagedFieldsEntry => typeof one === 'object' && one !== null);
  return { ...metadata, managedFields };
}

function fieldsOf({ manager = '', fieldsV1 = {} }: ManagedFieldsEntry, what: string): FieldSet {
  try {
    return readFieldSet(fieldsV1);
  } catch (cause) {
    throw new Error(
      `cannot read which fields of ${what} the manager "${manager}" owns: its metadata.managedFields are no FieldsV1: ${(cause as Error).message}`,
      { cause },
    );
  }
}
