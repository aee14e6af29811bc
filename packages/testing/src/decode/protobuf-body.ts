import { builtInSchema } from '../schemas.js';
import { unservedDefinition } from './go-types.js';
import { protobufJSON } from './protobuf-json.js';
import { MalformedProtobufError, protobufFields, type ProtobufValue } from './protobuf-reader.js';
import { unrecognized } from './request-body.js';
import type { GroupVersionKind } from '../resources/resource-table.js';

/** Whether a `Content-Type` says that a body is protobuf, which the clients that are generated for Go send of built-in kinds. */
export function isProtobufContent(contentType: string | undefined): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/vnd.kubernetes.protobuf';
}

/**
 * What a body in protobuf says, as the text of the same object in JSON (apimachinery `runtime/serializer/protobuf`). Fields that are
 * not known are left out: of those the server says nothing, whatever `fieldValidation` is.
 *
 * @param gvk what the path is about
 * @throws {StatusError} 400 for what is malformed
 */
export function protobufBodyAsJSON(body: Uint8Array, gvk: GroupVersionKind): string {
  try {
    if (body.length === 0) throw new MalformedProtobufError('empty data');
    if (!prefix.every((byte, i) => body[i] === byte))
      throw new MalformedProtobufError(
        `provided data does not appear to be a protobuf message, expected prefix [${prefix.join(' ')}]`,
      );
    const unknown = fieldsOf(body.subarray(prefix.length));
    const typeMeta = fieldsOf(bytesOf(unknown.get(1)));
    const [apiVersion, kind] = [1, 2].map((number) => new TextDecoder().decode(bytesOf(typeMeta.get(number))));
    const members = protobufJSON(bytesOf(unknown.get(2)), definitionOf(apiVersion ?? '', kind ?? '', gvk));
    const type = [
      ...(apiVersion ? [`"apiVersion":${JSON.stringify(apiVersion)}`] : []),
      ...(kind ? [`"kind":${JSON.stringify(kind)}`] : []),
    ];
    return `{${[...type, ...members].join(',')}}`;
  } catch (error) {
    if (error instanceof MalformedProtobufError) throw unrecognized(gvk, error.message, body);
    throw error;
  }
}

/** What all bodies begin with: `k8s` and a zero. Behind it is a message of the type `runtime.Unknown`. */
const prefix = [0x6b, 0x38, 0x73, 0];

function fieldsOf(message: Uint8Array): Map<number, ProtobufValue> {
  return new Map([...protobufFields(message)].map(({ number, value }) => [number, value]));
}

function bytesOf(value: ProtobufValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

function definitionOf(apiVersion: string, kind: string, gvk: GroupVersionKind): string {
  if (kind === '') return builtInSchema(gvk.group, gvk.version, gvk.kind)?.ref ?? '';
  const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion];
  return builtInSchema(group, version, kind)?.ref ?? unservedDefinition(`${group}/${version}/${kind}`) ?? '';
}
