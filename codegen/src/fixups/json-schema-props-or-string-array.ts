import { plainString } from '../read/shape.js';
import { schemaUnion } from './schema-union.js';

/** An element of `dependencies` of a schema: what an object with that property must be, or which properties it must have too. */
export const jsonSchemaPropsOrStringArray = schemaUnion(
  'JSONSchemaPropsOrStringArray',
  'a schema or a list of property names',
  () => ({ form: 'array', items: plainString }),
);
