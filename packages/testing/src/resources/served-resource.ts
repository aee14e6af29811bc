import type { JSONObject } from '../json.js';
import type { Schema } from '../schema.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import type { Collection } from '../store/collection.js';
import type { ResourceInfo } from './resource-table.js';

/** What a CustomResourceDefinition says of a resource beyond what discovery tells. */
export interface CustomResourceDetails {
  /** The kind of lists. */
  readonly listKind: string;
  /** `openAPIV3Schema` of the version, with all that validation needs. */
  readonly openAPIV3Schema: StructuralSchema;
  /** The same of the version in which objects are stored; undefined if that is this one. */
  readonly storedSchema: StructuralSchema | undefined;
  /** Whether the version has `/status`: then the main resource leaves the status alone. */
  readonly hasStatus: boolean;
  /** Where `/scale` finds its numbers; undefined if the version has none. */
  readonly scale: ScalePaths | undefined;
  /** By which fields objects can be selected, as `spec.color`, beside name and namespace. */
  readonly selectableFields: readonly string[];
  /** `additionalPrinterColumns` of the version, as they were written. */
  readonly printerColumns: readonly JSONObject[];
  /** What every answer warns of if the version is deprecated; else empty. */
  readonly deprecationWarning: string;
}

/** Paths of fields, as `['spec', 'replicas']`. */
export interface ScalePaths {
  readonly specReplicas: readonly string[];
  readonly statusReplicas: readonly string[];
  /** Undefined if the definition names none. */
  readonly labelSelector: readonly string[] | undefined;
}

/** A resource in one of its versions, with what the server needs to answer for it. */
export interface ServedResource {
  readonly info: ResourceInfo;
  /** As `apps/v1`. */
  readonly apiVersion: string;
  /** As `deployments.apps`. */
  readonly groupResource: string;
  /** Its objects; all versions of a resource have the same. */
  readonly collection: Collection;
  /** What its objects look like; undefined if anything goes. */
  readonly schema: Schema | undefined;
  /** Whether a CustomResourceDefinition made it. */
  readonly isCustom: boolean;
  /** What its definition says of it; undefined for a built-in resource. */
  readonly custom: CustomResourceDetails | undefined;
  /** Calls `listener` when the definition has changed or gone, unless the function that this returns was called; watches end then. */
  readonly onWithdrawn: (listener: () => void) => () => void;
}
