import { schemaUnion } from './schema-union.js';

/** `additionalProperties` of a schema: what they must be, or whether there may be any. */
export const jsonSchemaPropsOrBool = schemaUnion('JSONSchemaPropsOrBool', 'a schema or a boolean', () => ({ form: 'boolean' }));
