/** What a request sends: bytes can be sent again for a retry, a stream cannot. */
export type RequestBody = Uint8Array | StreamBody;

/** What the body of a request may be: an API object, text or bytes as they are, a stream, or nothing. */
export type BodyInput =
  object | string | ArrayBuffer | ArrayBufferView | AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null | undefined;

/** A body and the media type that it brings along, if any. */
export interface EncodedBody {
  body?: RequestBody;
  contentType?: string;
}

/** A stream as a body: whoever sends it takes it, and nobody can send it after that. */
export class StreamBody {
  #stream: AsyncIterable<Uint8Array> | undefined;

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#stream = stream;
  }

  /** The stream. Throws from the second time on: what is left of it would be sent as if it were all. */
  take(): AsyncIterable<Uint8Array> {
    if (!this.#stream) {
      throw new Error(
        'the body of this request is a stream, which was sent before: build a new request with a new stream, or give the body as bytes',
      );
    }
    const stream = this.#stream;
    this.#stream = undefined;
    return stream;
  }
}

/**
 * Encodes what a caller gives as body (client-go `Request.Body`): plain objects become JSON, text and bytes stay as they are.
 * Throws for anything that is none of these, naming its type only: it may be a Secret.
 */
export function encodeBody(input: BodyInput): EncodedBody {
  if (input === undefined || input === null) return {};
  if (input instanceof Uint8Array) return { body: input };
  if (typeof input === 'string') return { body: new TextEncoder().encode(input) };
  if (typeof input !== 'object') throw unknownBody(typeof input);
  if (Symbol.asyncIterator in input) return { body: new StreamBody(input) };
  if (ArrayBuffer.isView(input)) return { body: new Uint8Array(input.buffer, input.byteOffset, input.byteLength) };
  const type = Object.prototype.toString.call(input).slice('[object '.length, -1);
  // Not by its class: it may be one of another realm.
  if (type === 'ArrayBuffer') return { body: new Uint8Array(input as ArrayBuffer) };
  // As JSON these would be nothing but braces.
  if (Symbol.iterator in input) throw unknownBody(Array.isArray(input) ? 'array' : input.constructor.name);
  if ('then' in input) throw unknownBody('Promise');
  const json = JSON.stringify(input) as string | undefined;
  if (json === undefined) throw new TypeError('the body is an object whose toJSON() gives nothing: give what is to be sent');
  if (json === '{}' && type !== 'Object') throw unknownBody(type);
  return { body: new TextEncoder().encode(json), contentType: 'application/json' };
}

/** Objects as JSON lines: one behind the other, each ended by a newline. */
export function encodeLines(objects: Iterable<object>): Required<EncodedBody> {
  let text = '';
  for (const object of objects) text += `${JSON.stringify(object)}\n`;
  return { body: new TextEncoder().encode(text), contentType: 'application/x-ndjson' };
}

function unknownBody(type: string): TypeError {
  return new TypeError(`unknown type used for body: ${type}: give an object, text, bytes or an async iterable of bytes`);
}
