import { protobufBody, protobufEvent } from '../encode/protobuf-body.js';
import { yamlText } from '../encode/yaml-text.js';
import type { JSONObject } from '../json.js';
import type { AnswerSink, StreamedAnswer, WholeAnswer } from './exchange.js';
import { asTheyAre, chooseMediaType, contentTypes } from './media-types.js';

/**
 * An answer in the encoding that the client wants, if it has one that can be chosen: what the server says in JSON, until it goes out.
 * Doing so twice is doing so once.
 *
 * @param accept the header; errors are in what it says of objects as they are, and in JSON for people if that is nothing
 * @param isPretty whether JSON is to be for people in any case
 */
export function encodedAnswer<A extends StreamedAnswer | WholeAnswer>(
  answer: A,
  accept: string | undefined,
  isPretty: boolean,
): A {
  const isJSON = answer.headers['Content-Type'] === contentTypes.json;
  if (!isJSON) return answer;
  if ('stream' in answer) return answer.encoding === 'protobuf' ? { ...answer, ...protobufStream(answer) } : answer;
  const isError = answer.status >= 400;
  if (!isError && answer.encoding === undefined) return answer;
  const chosen = chooseMediaType(accept, isError ? asTheyAre : () => true);
  const encoding = (isError ? chosen?.encoding : answer.encoding) ?? 'json';
  if (encoding === 'json') {
    if (answer.body.length === 0 || !(isPretty || !chosen || chosen.isPretty)) return answer;
    return { ...answer, body: JSON.stringify(JSON.parse(answer.body.toString()), null, 2) };
  }
  const object = JSON.parse(answer.body.toString()) as JSONObject;
  const headers = { ...answer.headers, 'Content-Type': contentTypes[encoding] };
  return { ...answer, headers, body: encoding === 'yaml' ? yamlText(object) : protobufBody(object) };
}

function protobufStream({ headers, stream }: StreamedAnswer): Pick<StreamedAnswer, 'headers' | 'stream'> {
  return {
    headers: { ...headers, 'Content-Type': `${contentTypes.protobuf};stream=watch` },
    stream: (sink) => {
      stream(new ProtobufSink(sink));
    },
  };
}

/** Takes events in JSON, and passes them on in protobuf. */
class ProtobufSink implements AnswerSink {
  readonly signal: AbortSignal;
  readonly #next: AnswerSink;

  constructor(next: AnswerSink) {
    this.signal = next.signal;
    this.#next = next;
  }

  write(event: string): void {
    // Half an event, which a fault lets through, says how long a whole one would be, and ends too early.
    if (event.endsWith('\n')) this.#next.write(protobufEvent(JSON.parse(event) as { type: string; object: JSONObject }));
    else {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(2 * Buffer.byteLength(event));
      this.#next.write(Buffer.concat([length, Buffer.from(event)]));
    }
  }

  end(): void {
    this.#next.end();
  }

  destroy(): void {
    this.#next.destroy();
  }
}
