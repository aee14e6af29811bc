import type { PackageName, Type, TypeReference } from './type.js';

/** Everything that is generated from one folder of documents. */
export interface Model {
  /** The folder of documents: `openapi/v1.36.3`. */
  readonly source: string;
  /** Sorted by package name. */
  readonly groupVersions: readonly GroupVersion[];
  /** The types that all group-versions share: apimachinery's. */
  readonly meta: TypePackage;
}

/** What one package declares as types. */
export interface TypePackage {
  readonly packageName: PackageName;
  /** The document, or the folder, that the package is generated from. */
  readonly source: string;
  /** Sorted by name. */
  readonly types: readonly TypeDeclaration[];
}

/** A package with clients. */
export interface GroupVersion extends TypePackage {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** `apps/v1`, and `v1` for the core group. */
  readonly apiVersion: string;
  /** client-go's name of the class: `AppsV1Client`. */
  readonly className: string;
  /** Its name among all groups, and of the package's import: `appsV1`. */
  readonly alias: string;
  /** Sorted by name. */
  readonly resources: readonly Resource[];
}

/** A named type. */
export interface TypeDeclaration {
  readonly name: string;
  readonly description: string;
  readonly deprecation: Deprecation;
  readonly type: Type;
}

/** What to use instead, as the text has it (maybe empty); undefined if it is not deprecated. */
export type Deprecation = string | undefined;

/** Where objects live, in the words of `rest`'s `Scope`. */
export type Scope = 'Cluster' | 'Namespaced' | 'Virtual';

/** What a resource can be asked for, in the order in which clients list it. */
export const verbs = ['create', 'get', 'list', 'watch', 'update', 'patch', 'delete', 'deletecollection'] as const;
export type Verb = (typeof verbs)[number];

export interface Resource {
  /** Lower-case plural, as in paths. */
  readonly plural: string;
  readonly kind: string;
  /** Name of descriptor and getter: `networkPolicies`. */
  readonly name: string;
  /** Name of the client's interface: `NetworkPolicyClient`. */
  readonly clientName: string;
  readonly namespaced: boolean;
  readonly scope: Scope;
  readonly verbs: ReadonlySet<Verb>;
  /** Whether the server lists objects of all namespaces. */
  readonly acrossNamespaces: boolean;
  readonly description: string;
  readonly deprecation: Deprecation;
  readonly object: TypeReference;
  /** Undefined if it cannot be listed. */
  readonly list: TypeReference | undefined;
  /** What `create` answers, if it is not the object. */
  readonly createAnswer: TypeReference | undefined;
  /** Whether `delete` answers the object, never a Status. */
  readonly deleteAnswersObject: boolean;
  readonly patchBodies: PatchBodies;
  /** Sorted by name. */
  readonly subresources: readonly Subresource[];
  readonly names:
    { readonly singular: string; readonly short: readonly string[]; readonly categories: readonly string[] } | undefined;
}

/** Which patches a resource understands: built-in ones all kinds, custom ones no strategic merge patch. */
export type PatchBodies = 'all' | 'without strategic merge';

export interface Subresource {
  /** As in the path: `status`. */
  readonly name: string;
  /** Type of the body that it reads; undefined if it reads none. */
  readonly body: TypeReference | undefined;
  readonly patchBodies: PatchBodies;
}
