import type { Schema } from '../schema.js';
import type { Collection } from '../store/collection.js';
import type { ResourceInfo } from './resource-table.js';

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
}
