import type { Labels } from '@kubewright/rest';
import type { UserInfo } from '../auth/user-info.js';
import type { JSONObject } from '../json.js';
import type { FieldError } from '../validation/field-errors.js';
import type { ServiceAllocators } from './networking/service-allocators.js';

/** What rules may ask about the rest of the server. */
export interface Lookup {
  /** The object; undefined if there is none. @param namespace absent for kinds without namespaces */
  get(group: string, kind: string, name: string, namespace?: string): JSONObject | undefined;
  /**
   * The same, for what is looked at with many writes: all who look share it, so that nobody may change it or put parts of it
   * elsewhere.
   */
  shared(group: string, kind: string, name: string, namespace?: string): JSONObject | undefined;
  /** The labels of an object, which costs less than to get it; none if there is no such object. */
  labels(group: string, kind: string, name: string, namespace?: string): Labels;
  /** All objects of a kind. @param namespace absent for all of them */
  list(group: string, kind: string, namespace?: string): readonly JSONObject[];
}

/** What the rules need to know for one request. */
export interface KindContext {
  /** RFC 3339, seconds. */
  now: string;
  lookup: Lookup;
  /** Whether nothing is going to be written. */
  dryRun: boolean;
  /** Who asks; absent if nobody does. */
  user?: UserInfo;
  allocators: ServiceAllocators;
  /** Collects what to do once the write has happened, as to release an address that nobody has any more. */
  onSuccess: (action: () => void) => void;
  /** Collects what to do if the write does not happen, because of an error or a dry run. */
  onFailure: (action: () => void) => void;
  /** Takes what the answer warns of, whatever it says. */
  warn?: ((text: string) => void) | undefined;
}

/**
 * What kube-apiserver does with the objects of one kind between decoding and storing. Objects are as the decoder leaves them:
 * what Go writes for them. Functions that are handed an `object` and return nothing change it; they never change `old`, but
 * `object` may share parts with it afterwards.
 *
 * The order of a create: `defaults`, managed fields, admission (`admit`), metadata (uid, creationTimestamp, name from
 * generateName), `allocate`, `prepareForCreate`, `validateCreate`, the plugins that only look (`checkAdmission`), store. Of an update:
 * `defaults`, managed fields, admission, `allocate`, `prepareForUpdate`, `validateUpdate`, `checkAdmission`, store. Of `/status`: without
 * `allocate`, with the functions for it. What admission, allocation and preparation set is in nobody's managed fields.
 *
 * One object goes all this way: who copies it between `defaults` and `prepareForCreate` loses that a Job's labels and those of its
 * template may be one map.
 */
export interface KindRules {
  /** Whether PUT of an object that is not there creates it. */
  allowCreateOnUpdate: boolean;
  /** Whether PUT without resourceVersion overwrites; else it is refused. */
  allowUnconditionalUpdate: boolean;
  /** Puts defaults (`SetDefaults_…`, also those that the schemas name). May be applied again without harm. */
  defaults(object: JSONObject): void;
  /** Reserves addresses and ports. With errors nothing may be written, and the request ends with these alone. */
  allocate?(object: JSONObject, old: JSONObject | undefined, context: KindContext): FieldError[];
  /** Drops what a client cannot set (`PrepareForCreate`), sets the first generation. */
  prepareForCreate(object: JSONObject, context: KindContext): void;
  /** Keeps what a client cannot change (`PrepareForUpdate`), counts generations. */
  prepareForUpdate(object: JSONObject, old: JSONObject, context: KindContext): void;
  /** The same for `/status`; absent for a kind without. */
  prepareForStatusUpdate?(object: JSONObject, old: JSONObject, context: KindContext): void;
  /**
   * Puts in what a new object is stored without and gets from its defaults whenever it is read; whether there was something. The first
   * update of such an object is a write even if it changes nothing.
   */
  completeStored?(object: JSONObject): boolean;
  /** What is wrong beyond metadata, in the server's order. Metadata is validated first. */
  validateCreate?(object: JSONObject, context: KindContext): FieldError[];
  /** The same for an update of the main resource, with immutable fields. */
  validateUpdate?(object: JSONObject, old: JSONObject, context: KindContext): FieldError[];
  /** The same for `/status`. */
  validateStatusUpdate?(object: JSONObject, old: JSONObject, context: KindContext): FieldError[];
  /** Gives back what `allocate` reserved. Called when the object is gone. */
  release?(object: JSONObject, context: Pick<KindContext, 'allocators'>): void;
  /**
   * How long a deletion may take; absent for kinds that go at once.
   *
   * @param requested seconds of the options; undefined if they say nothing
   * @returns seconds; 0 to remove the object now
   */
  gracePeriodSeconds?(object: JSONObject, requested: number | undefined): number;
}
