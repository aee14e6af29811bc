import { schemaUnion } from './schema-union.js';

/** `items` of a schema: one schema for all elements, or one for each. */
export const jsonSchemaPropsOrArray = schemaUnion('JSONSchemaPropsOrArray', 'a schema or a list of schemas', (schema) => ({
  form: 'array',
  items: schema,
}));
