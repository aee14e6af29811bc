import type { Location } from '../generation-error.js';
import type { Shape } from '../read/shape.js';

/** Name of a package without npm's scope, and of its folder: `core-v1`. */
export type PackageName = string;

/** A type of this or of another generated package. */
export interface TypeReference extends Location {
  readonly packageName: PackageName;
  readonly name: string;
}

/** A type of a generated package. */
export type Type = Shape<TypeReference>;
