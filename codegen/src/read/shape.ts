/**
 * What a schema says of a value, as far as types care: validation (lengths, patterns, numeric limits) is left out.
 *
 * @typeParam R how another schema is referred to
 */
export type Shape<R> =
  | { readonly form: 'any' | 'boolean' | 'null' | 'number' }
  | StringShape
  | { readonly form: 'reference'; readonly to: R }
  | { readonly form: 'array'; readonly items: Shape<R> }
  | { readonly form: 'map'; readonly values: Shape<R> }
  | ObjectShape<R>
  | { readonly form: 'union'; readonly of: readonly Shape<R>[] };

export interface StringShape {
  readonly form: 'string';
  /** Bytes in base64. */
  readonly base64: boolean;
  /** The values that the server of this document knows; another server may know more. */
  readonly values: readonly string[];
}

/** An object with declared properties. */
export interface ObjectShape<R> {
  readonly form: 'object';
  /** Sorted by name. */
  readonly properties: readonly Property<R>[];
  /** Whether undeclared properties are kept by the server. */
  readonly open: boolean;
}

export interface Property<R> {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  /** What the server sets if the property is absent, as JSON; undefined if nothing, or only Go's zero value. */
  readonly default: string | undefined;
  readonly shape: Shape<R>;
}

/** A string without a format or known values. */
export const plainString: StringShape = { form: 'string', base64: false, values: [] };

/** Calls `visit` for every reference in a shape. */
export function visitReferences<R>(shape: Shape<R>, visit: (to: R) => void): void {
  mapReferences(shape, (to) => {
    visit(to);
  });
}

/** The same shape, its references replaced. */
export function mapReferences<R, Q>(shape: Shape<R>, replace: (to: R) => Q): Shape<Q> {
  const map = (inner: Shape<R>): Shape<Q> => mapReferences(inner, replace);
  switch (shape.form) {
    case 'reference':
      return { form: 'reference', to: replace(shape.to) };
    case 'array':
      return { form: 'array', items: map(shape.items) };
    case 'map':
      return { form: 'map', values: map(shape.values) };
    case 'object':
      return { ...shape, properties: shape.properties.map((property) => ({ ...property, shape: map(property.shape) })) };
    case 'union':
      return { form: 'union', of: shape.of.map(map) };
    default:
      return shape;
  }
}
