import type { Status } from '@kubewright/meta-v1';
import { formatGroupResource } from './group-resource.js';
import { parseMediaType } from './media-type.js';
import { quote } from './quote.js';
import { StatusError } from './status-error.js';
import { CauseType, StatusReason } from './status-reason.js';

/** An answer that says no, without a `Status` that says why. */
export interface GenericErrorInput {
  /** HTTP status. */
  code: number;
  /** HTTP method. */
  verb: string;
  /** Resource of the request, in any case of letters; empty for a raw path. */
  resource: string;
  /** Group of the resource. */
  group: string;
  /** Name of the object; empty if the request names none. */
  name: string;
  /** Path of the request: what is named where there is no resource. Empty if it is not known. */
  path: string;
  body: Uint8Array;
  /** `Content-Type` of the answer as it came; empty if it named none. */
  contentType: string;
  /** What the answer's `Retry-After` asks for; 0 for nothing. */
  retryAfterSeconds: number;
}

/** Bytes of a body that is no `Status` which go into the error (client-go `maxUnstructuredResponseTextBytes`). */
const longestText = 2048;

/** What a status code means when nobody explains it; `undefined` as a message stands for the server's own text. */
const meanings: Readonly<Record<number, readonly [reason: string, message: string | undefined]>> = {
  400: [StatusReason.BadRequest, 'the server rejected our request for an unknown reason'],
  401: [StatusReason.Unauthorized, 'the server has asked for the client to provide credentials'],
  403: [StatusReason.Forbidden, undefined],
  404: [StatusReason.NotFound, 'the server could not find the requested resource'],
  405: [StatusReason.MethodNotAllowed, 'the server does not allow this method on the requested resource'],
  406: [StatusReason.NotAcceptable, undefined],
  409: [StatusReason.Conflict, 'the server reported a conflict'],
  415: [StatusReason.UnsupportedMediaType, undefined],
  422: [StatusReason.Invalid, 'the server rejected our request due to an error in our request'],
  429: [StatusReason.TooManyRequests, 'the server has received too many requests and has asked us to try again later'],
  503: [StatusReason.ServiceUnavailable, 'the server is currently unable to handle the request'],
  504: [
    StatusReason.Timeout,
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
};

/**
 * The error of an answer whose body is no `Status` (client-go `Request.newUnstructuredResponseError`, apimachinery
 * `errors.NewGenericServerResponse`). Up to 2048 bytes of a text body go into the message or the cause.
 */
export function genericError(input: GenericErrorInput): StatusError {
  const { code, verb, resource, name, path, retryAfterSeconds } = input;
  // The group of a client says nothing about a request without a resource.
  const group = resource === '' ? '' : input.group;
  const said = serverText(input.body, input.contentType);
  const [reason, explanation] = meaningOf(code, verb, said);
  const subject = resource === '' ? path : `${formatGroupResource({ group, resource })} ${name}`.trimEnd();
  const message = subject === '' ? explanation : `${explanation} (${verb.toLowerCase()} ${subject})`;
  const status: Status = {
    apiVersion: 'v1',
    kind: 'Status',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    details: {
      ...(name !== '' && { name }),
      ...(group !== '' && { group }),
      ...(resource !== '' && { kind: resource }),
      causes: [{ reason: CauseType.UnexpectedServerResponse, message: said }],
      ...(retryAfterSeconds !== 0 && { retryAfterSeconds }),
    },
    code,
  };
  return new StatusError(status);
}

function meaningOf(code: number, verb: string, said: string): [reason: string, message: string] {
  const [reason, message] = meanings[code] ?? [];
  if (code === 409 && verb === 'POST') return [StatusReason.AlreadyExists, message as string];
  if (code === 406 && (said === '' || said === 'unknown')) {
    return [StatusReason.NotAcceptable, 'the server was unable to respond with a content type that the client supports'];
  }
  if (reason !== undefined) return [reason, message ?? said];
  if (code >= 500)
    return [StatusReason.InternalError, `an error on the server (${quote(said)}) has prevented the request from succeeding`];
  return [StatusReason.Unknown, `the server responded with the status code ${String(code)} but did not return more information`];
}

/** The beginning of a text, without the character that the limit cuts; `unknown` for all that is no text. */
function serverText(body: Uint8Array, contentType: string): string {
  if (!isText(contentType)) return 'unknown';
  return new TextDecoder().decode(body.subarray(0, longestText), { stream: true }).trim();
}

function isText(contentType: string): boolean {
  if (contentType === '') return true;
  try {
    return parseMediaType(contentType).startsWith('text/');
  } catch {
    return false;
  }
}
