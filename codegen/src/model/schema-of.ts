import { SpecError, type Location } from '../generation-error.js';
import type { SchemaReference } from '../read/description.js';
import type { Shape } from '../read/shape.js';

/** Full name of the schema that a shape refers to. Throws if it is no reference. */
export function schemaOf(shape: Shape<SchemaReference>, at: Location): string {
  if (shape.form === 'reference') return shape.to.schema;
  throw new SpecError(at, `is ${shape.form}, expected a reference to a schema`);
}

/** Throws unless a shape refers to the schema `expected`. */
export function expectSchema(shape: Shape<SchemaReference>, expected: string | undefined, at: Location, what: string): void {
  const found = schemaOf(shape, at);
  if (found !== expected) throw new SpecError(at, `${what} is ${found}, expected ${expected ?? 'none'}`);
}
