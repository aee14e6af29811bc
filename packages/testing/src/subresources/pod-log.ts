import type { AnswerSink, ServerAnswer } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { parseBoolean, parseInteger } from '../read/list-options.js';
import { type FieldError, forbiddenValue, invalidObject, invalidValue } from '../validation/field-errors.js';
import { notFound } from '../write/errors.js';
import type { WriteTarget } from '../write/write-target.js';
import { handledPod } from './handled-pod.js';
import { handlerOf } from './handler-of.js';
import { containerOf } from './pod-container.js';
import type { PodLogOptions } from './pod-handlers.js';

const headers = { 'Cache-Control': 'no-cache, private', 'Content-Type': 'text/plain' };

/** Answers `/log` of a pod by the function that the test has registered. */
export async function answerLog(
  { server, query, request }: ResourceCall,
  { resource, namespace, name }: WriteTarget,
): Promise<ServerAnswer> {
  const options = parseOptions(query, name, request.signal);
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  const pod = handledPod(entry);
  const container = containerOf(pod, name, options.container);
  const log = handlerOf(server.handlers, 'log', `pod ${name}`);
  const text = await log(pod, { ...options, container });
  checkLog(text);
  if (typeof text === 'string') return { status: 200, headers, body: limited(text, options.limitBytes) };
  return {
    status: 200,
    headers,
    stream: (sink) => {
      void send(text, sink, options.limitBytes);
    },
  };
}

/** Throws an `Error` for what a function gave that is not checked against the types. */
function checkLog(text: unknown): void {
  if (typeof text === 'string' || (typeof text === 'object' && text !== null && Symbol.asyncIterator in text)) return;
  throw new Error(`handlers.log gave ${text === null ? 'null' : typeof text}: give a text, or an async iterable of texts`);
}

async function send(pieces: AsyncIterable<string>, sink: AnswerSink, limit: number | undefined): Promise<void> {
  let left = limit ?? Infinity;
  try {
    for await (const piece of pieces) {
      if (sink.signal.aborted || left <= 0) break;
      const text = limited(piece, left);
      left -= Buffer.byteLength(text);
      sink.write(text);
    }
    sink.end();
  } catch {
    // As a kubelet that breaks off: the client sees the end of the connection.
    sink.destroy();
  }
}

function limited(text: string, bytes: number | undefined): string {
  return bytes === undefined || Buffer.byteLength(text) <= bytes ? text : Buffer.from(text).subarray(0, bytes).toString();
}

function parseOptions(query: URLSearchParams, name: string, signal: AbortSignal): PodLogOptions {
  const [sinceSeconds, tailLines, limitBytes] = ['sinceSeconds', 'tailLines', 'limitBytes'].map((field) =>
    parseInteger(query.get(field)),
  );
  const sinceTime = query.get('sinceTime') ?? undefined;
  const errors: FieldError[] = [];
  if (tailLines !== undefined && tailLines < 0)
    errors.push(invalidValue('tailLines', tailLines, 'must be greater than or equal to 0'));
  if (limitBytes !== undefined && limitBytes < 1) errors.push(invalidValue('limitBytes', limitBytes, 'must be greater than 0'));
  if (sinceSeconds !== undefined && sinceTime !== undefined)
    errors.push(forbiddenValue('', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  else if (sinceSeconds !== undefined && sinceSeconds < 1)
    errors.push(invalidValue('sinceSeconds', sinceSeconds, 'must be greater than 0'));
  if (errors.length > 0) throw invalidObject({ group: '', kind: 'PodLogOptions' }, name, errors);
  const is = (field: string): boolean => parseBoolean(query.get(field)) ?? false;
  return {
    container: query.get('container') ?? '',
    follow: is('follow'),
    previous: is('previous'),
    timestamps: is('timestamps'),
    sinceSeconds,
    sinceTime,
    tailLines,
    limitBytes,
    signal,
  };
}
