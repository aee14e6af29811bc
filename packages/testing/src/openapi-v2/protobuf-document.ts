import { ProtobufWriter } from '../encode/protobuf-writer.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import {
  any,
  decision,
  double,
  either,
  type Fields,
  flag,
  integer,
  inWritingOrder,
  type Kind,
  message,
  named,
  repeated,
  text,
  within,
  writeFields,
} from './protobuf-kinds.js';

/**
 * An OpenAPI 2 document as a message `openapi.v2.Document` (gnostic-models `openapiv2/OpenAPIv2.proto`; what no document of the server
 * has is left out). It is byte for byte the server's, but for the style of the YAML that stands for extensions.
 */
export function protobufDocument(document: JSONObject): Uint8Array {
  const writer = new ProtobufWriter();
  writeFields(writer, document, inWritingOrder(documentFields));
  return writer.finish();
}

const texts = repeated(text);

const schema: Kind = message(() => schemaFields);
const schemaFields: Fields = {
  $ref: [1, text],
  format: [2, text],
  title: [3, text],
  description: [4, text],
  multipleOf: [6, double],
  maximum: [7, double],
  exclusiveMaximum: [8, flag],
  minimum: [9, double],
  exclusiveMinimum: [10, flag],
  maxLength: [11, integer],
  minLength: [12, integer],
  pattern: [13, text],
  maxItems: [14, integer],
  minItems: [15, integer],
  uniqueItems: [16, flag],
  maxProperties: [17, integer],
  minProperties: [18, integer],
  required: [19, texts],
  enum: [20, repeated(any)],
  additionalProperties: [21, either((value) => (isJSONObject(value) ? within(1, schema) : within(2, decision)))],
  type: [22, within(1, texts)],
  items: [23, within(1, schema)],
  properties: [25, named(schema)],
  externalDocs: [29, message(() => ({ description: [1, text], url: [2, text] }))],
  example: [30, any],
  'x-': [31, any],
};

const reference = message(() => ({ $ref: [1, text] }));
const ofBody: Fields = { description: [1, text], name: [2, text], in: [3, text], required: [4, flag], schema: [5, schema] };
const ofAll: Fields = { required: [1, flag], in: [2, text], description: [3, text], name: [4, text] };
const ofQuery: Fields = { ...ofAll, type: [6, text], format: [7, text], uniqueItems: [20, flag] };
const ofPath: Fields = { ...ofAll, type: [5, text], format: [6, text], uniqueItems: [19, flag] };

const body = message(() => ofBody);
const inPath = message(() => ofPath);
const query = message(() => ofQuery);

/** As a message of the kinds of places where a parameter may be. */
const parameter = either((value) => {
  const place = fieldOf(value, 'in');
  if (place === 'body') return within(1, body);
  return within(2, place === 'path' ? within(4, inPath) : within(3, query));
});
const parameters = repeated(
  either((value) => (fieldOf(value, '$ref') === undefined ? within(1, parameter) : within(2, reference))),
);

const response = message(() => ({ description: [1, text], schema: [2, within(1, schema)] }));

const operationFields: Fields = {
  tags: [1, texts],
  description: [3, text],
  operationId: [5, text],
  produces: [6, texts],
  consumes: [7, texts],
  parameters: [8, parameters],
  responses: [9, named(within(1, response))],
  schemes: [10, texts],
  deprecated: [11, flag],
  'x-': [13, any],
};
const operation = message(() => operationFields);

const path = message(() => pathFields);
const pathFields: Fields = {
  get: [2, operation],
  put: [3, operation],
  post: [4, operation],
  delete: [5, operation],
  options: [6, operation],
  head: [7, operation],
  patch: [8, operation],
  parameters: [9, parameters],
};

const apiKey = message(() => ({ type: [1, text], name: [2, text], in: [3, text], description: [4, text] }));

const documentFields: Fields = {
  swagger: [1, text],
  info: [2, message(() => ({ title: [1, text], version: [2, text] }))],
  paths: [8, named(path, 2)],
  definitions: [9, named(schema)],
  parameters: [10, named(parameter)],
  security: [12, repeated(named(message(() => ({}))))],
  securityDefinitions: [13, named(within(2, apiKey))],
};

function fieldOf(value: JSONValue, name: string): JSONValue | undefined {
  return isJSONObject(value) ? value[name] : undefined;
}
