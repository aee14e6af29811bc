import type { ObjectMeta } from '@kubewright/meta-v1';

/** The keys of `T` that are not optional. */
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/** Any part of `T`; elements of arrays keep their required keys, among them the merge keys that tell the server which element is meant. */
export type ApplyFields<T> = T extends readonly (infer E)[]
  ? ApplyElement<E>[]
  : T extends object
    ? { [K in keyof T]?: ApplyFields<T[K]> }
    : T;

type ApplyElement<E> = E extends readonly unknown[]
  ? ApplyFields<E>
  : E extends object
    ? ApplyFields<E> & { [K in RequiredKeys<E>]: ApplyFields<E[K]> }
    : E;

/** Metadata of an apply configuration: the name says which object. */
export type ApplyMeta = ApplyFields<Omit<ObjectMeta, 'managedFields' | 'name'>> & { name: string };

/**
 * What a field manager wants of an object of type `T`: only the fields it cares about.
 *
 * `metadata.name` is required, `apiVersion` and `kind` are filled in, `status` belongs to `applyStatus`.
 * A field that the manager applied before and leaves out now is removed, unless another manager owns it too.
 */
export type ApplyConfiguration<T> = { [K in Exclude<keyof T, 'metadata' | 'status'>]?: ApplyFields<T[K]> } & {
  metadata: ApplyMeta;
};

/** {@link ApplyConfiguration} of the status subresource. */
export type ApplyStatusConfiguration<T> = { [K in Extract<keyof T, 'apiVersion' | 'kind' | 'status'>]?: ApplyFields<T[K]> } & {
  metadata: ApplyMeta;
};
