import { protobufJSON } from '../../../packages/testing/dist/decode/protobuf-json.js';
import { protobufFields } from '../../../packages/testing/dist/decode/protobuf-reader.js';
import { protobufBody, protobufDefinition, protobufEvent } from '../../../packages/testing/dist/encode/protobuf-body.js';

const protobuf = 'application/vnd.kubernetes.protobuf';

/**
 * A body as text. Of protobuf it tells what it says in JSON, and whether the embedded server would write the same bytes for that:
 * then neither has anything that JSON does not tell of.
 */
export function readableBody(body: Buffer, contentType = ''): string {
  if (!contentType.startsWith(protobuf)) return body.toString('utf8');
  if (!contentType.includes('stream=watch')) return objectText(body);
  const events: string[] = [];
  for (let at = 0; at < body.length;) {
    const end = at + 4 + body.readUInt32BE(at);
    events.push(eventText(body.subarray(at, end)));
    at = end;
  }
  return events.join('\n');
}

function objectText(body: Buffer): string {
  if (body.subarray(0, 4).toString('latin1') !== 'k8s\0') return `no protobuf of Kubernetes: ${body.toString('base64')}`;
  const unknown = bytesByNumber(body.subarray(4));
  const type = bytesByNumber(unknown.get(1) ?? new Uint8Array());
  const [apiVersion = '', kind = ''] = [1, 2].map((number) => Buffer.from(type.get(number) ?? []).toString());
  const members = protobufJSON(unknown.get(2) ?? new Uint8Array(), protobufDefinition(apiVersion, kind));
  const object = `{${[`"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)}`, ...members].join(',')}}`;
  const isSame = body.equals(protobufBody(JSON.parse(object) as Parameters<typeof protobufBody>[0]));
  return `{"isSame":${String(isSame)},"protobuf":${object}}`;
}

function eventText(frame: Buffer): string {
  const event = bytesByNumber(frame.subarray(4));
  const type = Buffer.from(event.get(1) ?? []).toString();
  const text = objectText(Buffer.from(bytesByNumber(event.get(2) ?? new Uint8Array()).get(1) ?? []));
  const { protobuf: object } = JSON.parse(text) as { protobuf: Parameters<typeof protobufBody>[0] };
  return JSON.stringify({ type, isSame: frame.equals(protobufEvent({ type, object })), object });
}

function bytesByNumber(message: Uint8Array): Map<number, Uint8Array> {
  return new Map(
    [...protobufFields(message)].flatMap(({ number, value }) => (value instanceof Uint8Array ? [[number, value]] : [])),
  );
}
