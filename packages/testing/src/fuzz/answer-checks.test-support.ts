import { gunzipSync } from 'node:zlib';
import { parseYAML } from '@kubewright/yaml';
import { isJSONObject, type JSONObject } from '../json.js';
import { textAt } from '../json-fields.js';
import type { RawAnswer } from './raw-connection.test-support.js';
import type { RandomRequest } from './framed-request.test-support.js';

/** The body of an answer; empty if it is no object in JSON or YAML. */
export function bodyOf(answer: RawAnswer): JSONObject {
  try {
    const value = readBody(answer);
    return isJSONObject(value) ? value : {};
  } catch {
    return {};
  }
}

function readBody(answer: RawAnswer): unknown {
  const isYAML = answer.headers.get('content-type') === 'application/yaml';
  return isYAML ? parseYAML(textOf(answer)) : JSON.parse(textOf(answer));
}

/** What a body in protobuf begins with. */
const magic = 'k8s\0';

/** The body as text. */
export function textOf({ headers, body }: RawAnswer): string {
  return (headers.get('content-encoding') === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

/** What Node itself answers before anybody sees a request: a head, and nothing else. */
const withoutBody = new Set([400, 408, 413, 417, 431]);
/** Of documents of OpenAPI that it does not give, a real server says nothing but that. */
const withoutDocument = new Set([301, 304, 404, 406, 412]);
/** What engines for JavaScript say, and no server that is written in Go does. */
const enginesWords =
  /Cannot read|is not a function|is not iterable|call stack|undefined \(|Invalid (?:array|string) length|Unexpected (?:token|end of JSON|non-whitespace)|in JSON at|Cannot (?:convert|mix|set|create|assign|define|delete)|\[object |is not defined|BigInt|Invalid time value|at .*\.[jt]s:\d/;

/** What is wrong with an answer, whatever was asked; undefined if nothing is. */
export function complaintOf({ method, target }: RandomRequest, answer: RawAnswer): string | undefined {
  const { status, headers } = answer;
  // A patch that makes a real server panic.
  if (status === 0) return method === 'PATCH' ? undefined : 'no answer';
  if (withoutBody.has(status) && !headers.has('content-type')) return undefined;
  const type = headers.get('content-type') ?? '';
  const text = textOf(answer);
  if (answer.isStream) return status === 200 ? undefined : `a stream of status ${String(status)}`;
  if (status < 200 || status >= 600) return `status ${String(status)}`;
  if (method === 'HEAD') return undefined;
  if (text === '') return target.startsWith('/openapi/') && withoutDocument.has(status) ? undefined : 'no body';
  if (type === 'application/vnd.kubernetes.protobuf') return text.startsWith(magic) ? undefined : 'no protobuf';
  if (!/^(?:application\/json|application\/yaml$|text\/plain)/.test(type)) return `content of type ${type}`;
  if (status >= 400 && enginesWords.test(text)) return 'words that no server says';
  if (type.startsWith('text/plain')) return undefined;
  let body: unknown;
  try {
    body = readBody(answer);
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
  if (!isJSONObject(body)) return 'no object';
  if (status < 400) return body['kind'] === 'Status' && body['status'] !== 'Success' ? 'a failure that is a success' : undefined;
  if (body['kind'] !== 'Status' || body['status'] !== 'Failure') return 'no Status';
  if (body['code'] !== status) return `code ${JSON.stringify(body['code'])}`;
  if (typeof body['message'] !== 'string') return 'no message';
  return status >= 500 ? unexpectedFailure(status, body) : undefined;
}

/**
 * Failures that real servers have, too: a patch that contradicts itself, a revision that is yet to come. And what no function answers
 * for.
 */
function unexpectedFailure(status: number, body: JSONObject): string | undefined {
  if (status === 501 && textAt(body, 'message').includes('; set handlers.')) return undefined;
  if (status === 504 && textAt(body, 'message').startsWith('Timeout: Too large resource version')) return undefined;
  if (status === 500 && body['reason'] === undefined) return undefined;
  if (status === 500 && textAt(body, 'message').includes('associative list with keys has an element that omits'))
    return undefined;
  return 'a failure of the server';
}
