import { answerDefinition } from '../decode/go-types.js';
import type { JSONObject } from '../json.js';
import { builtInSchema } from '../schemas.js';
import { writeObject } from './protobuf-object.js';
import { ProtobufWriter } from './protobuf-writer.js';

/** What all bodies begin with: `k8s` and a zero. Behind it is a message of the type `runtime.Unknown`. */
const prefix = Buffer.from('k8s\0');

/**
 * An object as a body in protobuf (apimachinery `runtime/serializer/protobuf`). Throws an Error for a kind of which no Go type is
 * known, as all custom resources are.
 *
 * @param object with its `apiVersion` and `kind`
 */
export function protobufBody(object: JSONObject): Uint8Array {
  const { apiVersion, kind } = object;
  const version = typeof apiVersion === 'string' ? apiVersion : '';
  const named = typeof kind === 'string' ? kind : '';
  const writer = new ProtobufWriter();
  // The type and the encoding of the content: both are what they always are.
  writer.text(4, '');
  writer.text(3, '');
  writer.message(2, () => {
    writeObject(writer, object, protobufDefinition(version, named));
  });
  writer.message(1, () => {
    writer.text(2, named);
    writer.text(1, version);
  });
  writer.raw(prefix);
  return writer.finish();
}

/** An event of a watch in protobuf: a `WatchEvent` with its length, in four bytes, before it. */
export function protobufEvent({ type, object }: { type: string; object: JSONObject }): Uint8Array {
  const writer = new ProtobufWriter();
  writer.message(2, () => {
    writer.bytes(1, protobufBody(object));
  });
  writer.text(1, type);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(writer.length);
  writer.raw(length);
  return writer.finish();
}

/** The definition of a kind in the OpenAPI documents. Throws an Error for a kind of which no Go type is known. */
export function protobufDefinition(apiVersion: string, kind: string): string {
  // Of `/api` only the kind is told.
  const [group, version] =
    apiVersion === '' ? ['', 'v1'] : apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion];
  const definition = builtInSchema(group, version, kind)?.ref ?? answerDefinition(`${group}/${version}/${kind}`);
  if (definition === undefined) throw new Error(`${kind} of ${apiVersion}: not known in protobuf`);
  return definition;
}
