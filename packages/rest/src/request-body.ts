/** What a request sends: bytes can be sent again for a retry, a stream cannot. */
export type RequestBody = Uint8Array | AsyncIterable<Uint8Array>;

/** What {@link encodeBody} takes: an API object, text or bytes as they are, a stream, or nothing. */
export type BodyInput = object | string | Uint8Array | AsyncIterable<Uint8Array> | null | undefined;

/** A body and the media type that it brings along, if any. */
export interface EncodedBody {
  body?: RequestBody;
  contentType?: string;
}

/**
 * Encodes what a caller gives as body (client-go `Request.Body`): plain objects become JSON, text and bytes stay as they are.
 * Throws for anything that is none of these, naming its type only: it may be a Secret.
 */
export function encodeBody(input: BodyInput): EncodedBody {
  if (input === undefined || input === null) return {};
  if (input instanceof Uint8Array) return { body: input };
  if (typeof input === 'string') return { body: new TextEncoder().encode(input) };
  if (typeof input === 'object' && Symbol.asyncIterator in input) return { body: input };
  if (typeof input === 'object' && !Array.isArray(input))
    return { body: new TextEncoder().encode(JSON.stringify(input)), contentType: 'application/json' };
  const type = Array.isArray(input) ? 'array' : typeof input;
  throw new TypeError(`unknown type used for body: ${type}: give an object, text, bytes or an async iterable of bytes`);
}
