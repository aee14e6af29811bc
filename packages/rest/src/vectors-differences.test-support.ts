import { quote } from './quote.js';
import type { EventDid, ResultDid, ResultIn, RetryDid } from './vectors-answers.test-support.js';
import type { ErrorDid } from './vectors-errors.test-support.js';
import { omitEmpty } from './vectors-file.test-support.js';
import type { HostDid } from './vectors-functions.test-support.js';
import { cutBody, nodeText } from './vectors-node-texts.test-support.js';
import type { RequestDid } from './vectors-requests.test-support.js';

/** A deliberate difference: which vectors it changes, and what we do instead of what client-go did. */
export interface Difference {
  /** First column of the row that gives the reason, in docs/differences-from-client-go.md. */
  readonly what: string;
  /** Ids, or what they match. Each must be changed by it, and each of these must match one. */
  readonly vectors: readonly (string | RegExp)[] | RegExp;
  /** What we do instead. A vector may have several differences: they are applied in their order. */
  readonly instead: (did: unknown, input: unknown) => unknown;
}

const toRequest = (change: (did: RequestDid) => RequestDid) => (did: unknown) => change(did as RequestDid);
const toRetry = (change: (did: RetryDid) => Partial<RetryDid>) => (did: unknown) => {
  const { attempts, waits, ...others } = { ...(did as RetryDid), ...change(did as RetryDid) };
  return { attempts, waits, ...omitEmpty(others) };
};
const toResult = (change: (did: ResultDid, input: ResultIn) => ResultDid) => (did: unknown, input: unknown) =>
  change(did as ResultDid, input as ResultIn);
const toError = (change: (error: ErrorDid) => ErrorDid) => toResult((did) => ({ ...did, error: change(did.error as ErrorDid) }));
const into = (text: string, is?: string[]) => toResult((did) => ({ ...did, into: { error: { text, ...(is && { is }) } } }));
const failure = (error: string) => () => ({ error });
const host = (change: Partial<HostDid>) => (did: unknown) => ({ ...(did as HostDid), ...change });

/** The URL that is requested, and with it what is sent. */
function url(target: string): Difference['instead'] {
  return toRequest((did) => ({ ...did, url: target, ...(did.sent && { sent: { ...did.sent, url: target } }) }));
}

/** What is posted to `/api/v1/pods`, where client-go failed before it sent anything. */
function posted(sent: Omit<NonNullable<RequestDid['sent']>, 'method' | 'url'>): Difference['instead'] {
  return () => ({ url: '/api/v1/pods', sent: { method: 'POST', url: '/api/v1/pods', ...sent } });
}

const noJSON = (bytes: number): string =>
  `the answer with status code: 200 and content type: application/json is no JSON (${String(bytes)} bytes)`;
const noObject = 'no object in the response with status code: 200 and content type: application/json';

/** The last event, an error that the loop throws; `problem` if it says something else than client-go. */
function thrown(problem?: string): Difference['instead'] {
  return (did) => {
    const { events, ...others } = did as { events: EventDid[] };
    const error = problem === undefined ? events.at(-1)?.error : undecodable(problem);
    return { ...others, events: [...events.slice(0, -1), { type: 'ERROR', error, thrown: true }] };
  };
}

function undecodable(problem: string): ErrorDid {
  const message = `unable to decode an event from the watch stream: ${problem}`;
  return {
    text: `an error on the server (${quote(message)}) has prevented the request from succeeding`,
    status: 'Failure',
    reason: 'InternalError',
    code: 500,
    causes: [
      { reason: 'UnexpectedServerResponse', message },
      { reason: 'ClientWatchDecoding', message },
    ],
  };
}

const cutStream = `GET http://server.test/api/v1/namespaces/shop/pods/cart: ${cutBody}`;
const cutOff = `unexpected error when reading response body. Please retry. Original error: ${cutStream}`;
const generic404: ErrorDid = {
  text: 'the server could not find the requested resource (get pods cart)',
  status: 'Failure',
  reason: 'NotFound',
  code: 404,
  kind: 'pods',
  name: 'cart',
  causes: [{ reason: 'UnexpectedServerResponse', message: 'unknown' }],
  is: ['NotFound', 'UnexpectedServerError'],
};

const decodingStreams = 'a watch stream that cannot be decoded';
const ownTexts = 'texts of errors';
const networkTexts = 'texts of errors of connections';
const intoAnother = 'an answer of another kind than expected';
const withoutChecks = 'types of what is decoded';

/** Every deliberate difference that the vectors show. */
export const differences: readonly Difference[] = [
  // Hosts.
  {
    what: 'host',
    vectors: ['hosts/a zone of IPv6'],
    instead: () => ({ error: 'host "https://[fe80::1%25eth0]:6443" cannot be used: IPv6 zones are not supported', isTLS: false }),
  },
  {
    what: 'host',
    vectors: ['hosts/a URL with a large port'],
    instead: () => ({ error: 'host "https://server:99999" cannot be used: its address or port is not valid', isTLS: false }),
  },
  {
    what: 'credentials for a host without a scheme',
    vectors: ['hosts/a name with a token'],
    instead: host({ base: 'https://server/', isTLS: true }),
  },

  // Requests.
  {
    what: ownTexts,
    vectors: ['identities/a user name and a bearer token'],
    instead: failure('username/password or bearer token may be set, but not both: leave one of them out of the config'),
  },
  {
    what: ownTexts,
    vectors: ['requests/a body that is a number'],
    instead: failure('unknown type used for body: number: give an object, text, bytes or an async iterable of bytes'),
  },
  {
    what: ownTexts,
    vectors: ['requests/a body that is a list'],
    instead: failure('unknown type used for body: array: give an object, text, bytes or an async iterable of bytes'),
  },
  {
    what: 'options of a call that are zero, false or empty',
    vectors: ['params/a list with zeros that are not told'],
    instead: url('/api/v1/pods?labelSelector=&limit=0&watch=false'),
  },
  {
    what: 'options of a call that are zero, false or empty',
    vectors: ['params/an exec without a terminal'],
    instead: url('/api/v1/pods?command=&command=&stdout=true&tty=false'),
  },
  {
    what: 'options of a call that are objects',
    vectors: ['params/a delete with preconditions'],
    instead: url('/api/v1/pods'),
  },
  {
    what: 'empty resource or subresource',
    vectors: ['requests/an empty resource, then another'],
    instead: failure('resource may not be empty'),
  },
  {
    what: 'empty resource or subresource',
    vectors: ['requests/a subresource of an empty segment', 'requests/an empty subresource, then another'],
    instead: failure('subresource may not be empty'),
  },
  {
    what: 'the query of a request URI',
    vectors: ['requests/a request URI with a bad escape in the query'],
    instead: url('/x?%25=2&a=%25zz&b=1&c=%254'),
  },
  {
    what: 'the query of a request URI',
    vectors: ['requests/a request URI with a semicolon in the query'],
    instead: url('/x?a=1%3Bb%3D2&c=3'),
  },
  {
    what: 'verbs in lower case',
    vectors: ['requests/a lower-case verb with a name in an empty namespace'],
    instead: toRequest((did) => ({ ...did, ...(did.sent && { sent: { ...did.sent, method: 'GET' } }) })),
  },
  {
    what: networkTexts,
    vectors: ['requests/a verb that is none', 'requests/a header with a line break', 'requests/a header whose name is none'],
    instead: toRequest((did) => ({ ...did, error: nodeText(did.error ?? '') })),
  },
  {
    what: '`Body(string)`',
    vectors: ['requests/a text as a body'],
    instead: posted({
      headers: {
        accept: ['application/json, */*'],
        'accept-encoding': ['gzip'],
        'content-length': ['12'],
        'user-agent': ['vectors'],
      },
      body: 'no-such-file',
    }),
  },
  {
    what: 'protocol',
    vectors: ['requests/an unregistered content type for an object'],
    instead: posted({
      headers: {
        accept: ['application/other, */*'],
        'accept-encoding': ['gzip'],
        'content-type': ['application/json'],
        'user-agent': ['vectors'],
      },
      json: { kind: 'ConfigMap', apiVersion: 'v1' },
    }),
  },
  {
    what: 'a body replaced by nothing',
    vectors: ['requests/bytes replaced by null'],
    instead: toRequest(({ sent, ...did }) => {
      const { body: _, ...others } = sent as NonNullable<typeof sent>;
      return { ...did, sent: { ...others, headers: { ...others.headers, 'content-length': ['0'] } } };
    }),
  },
  { what: 'program names in the user agent', vectors: ['user-agents/a name with a space'], instead: () => ({ name: 'my_app' }) },
  { what: 'program names in the user agent', vectors: ['user-agents/a slash'], instead: () => ({ name: 'unknown' }) },

  // Flow control.
  {
    what: 'abort while waiting, sending or retrying',
    vectors: ['limiter-waits/canceled before'],
    instead: failure('This operation was aborted'),
  },
  {
    what: 'backoff manager',
    vectors: ['url-backoffs/no answer resets'],
    instead: () => ({ waits: [0, 1000, 2000, 2000, 4000] }),
  },
  {
    what: 'backoff manager',
    vectors: ['url-backoffs/a long rest'],
    instead: () => ({ waits: [0, 1000, 0, 1000] }),
  },

  // Retries.
  {
    what: '`Retry-After` as a date',
    vectors: ['retries/after "Wed, 21 Oct 2026 07:28:00 GMT"'],
    instead: () => ({ attempts: 2, waits: [30_000] }),
  },
  {
    what: '`Retry-After` as a date',
    vectors: ['retries/after "Wed, 21 Oct 2015 07:28:00 GMT"'],
    instead: () => ({ attempts: 2, waits: [0] }),
  },
  {
    what: '`Retry-After` of more than five minutes',
    vectors: /^retries\/after "(301|86400|214748364[78]|9223372036854775807)"$/,
    instead: () => ({
      attempts: 1,
      waits: [],
      error: 'the server has received too many requests and has asked us to try again later (get pods x)',
      status: 429,
      reason: 'TooManyRequests',
    }),
  },
  {
    what: 'waits after a broken connection',
    vectors: /^retries\/(do|doRaw|watch): (closes for ever|resets for ever|resets, then closes for ever)$/,
    instead: toRetry(({ waits }) => ({ waits: waits.map((_, i) => 1000 * 2 ** i) })),
  },
  {
    what: 'a broken pipe (`EPIPE`)',
    vectors: /^retries\/(do of a GET|doRaw of a GET|watch of a GET): broken pipe$/,
    instead: () => ({ attempts: 2, waits: [1000] }),
  },
  {
    what: 'a broken pipe (`EPIPE`)',
    vectors: ['retries/watch of a POST: broken pipe'],
    instead: () => ({ attempts: 2, waits: [1000], bodies: [''] }),
  },
  {
    what: 'a watch whose retries are used up by broken connections',
    vectors: /^retries\/watch(: | of a stream: )(closes|closes for ever|resets, then closes for ever)$/,
    instead: toRetry(() => ({ error: 'GET http://server.test/api/v1/pods/x: socket hang up' })),
  },
  {
    what: 'a watch whose retries are used up by broken connections',
    vectors: ['retries/watch: resets for ever'],
    instead: toRetry(() => ({ error: 'GET http://server.test/api/v1/pods/x: read ECONNRESET' })),
  },
  {
    what: networkTexts,
    vectors: [
      /^retries\/stream( of a GET| of a stream)?:/,
      /^retries\/do of a POST: (?!closes in)/,
      /^retries\/(an? )?(PUT|DELETE|OPTIONS|GET in small letters):/,
      /^retries\/do(Raw)?: (closes|resets)( for ever|, then closes)/,
      /^retries\/do(Raw)? of a stream: closes/,
      /^retries\/do(Raw)? of a GET: times out/,
      /^retries\/.*(refuses|unknown host|closes in the head)/,
    ],
    instead: toRetry(({ error = '' }) => ({ error: nodeText(error) })),
  },
  {
    what: networkTexts,
    vectors: /^retries\/watch: (resets, then is not found|closes, then stays busy)$/,
    instead: toRetry(({ error = '' }) => ({ error: nodeText(error) })),
  },

  // Answers.
  {
    what: 'error answers in an unknown media type',
    vectors: [
      /^results\/\d+ (as text|without a body|of a [A-Z]+)/,
      'results/a Status as text',
      /^results\/an error (?!without|whose|of content type "application\/json)/,
      /^results\/content type "application\/(json(; (charset|a=b; a=c|=b|a=\\"b)|\/x| x|, text\/plain))?"$/,
      /^results\/content type "(\/json|application \/json|;|a b)"$/,
    ],
    instead: toResult(({ error, ...did }, { reply: { status = 0, headers = [], body: raw = '' } }) => {
      const contentType = headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
      return { ...did, ...omitEmpty({ statusCode: status, contentType, raw }), ...(error && { error }) };
    }),
  },
  {
    what: 'warnings of error answers in an unknown media type, and of a watch that cannot be decoded',
    vectors: /^results\/(an error and a warning|(stream|watch): an error of text|watch: 200 of text)$/,
    instead: toResult((did) => ({ ...did, warnings: ['one'] })),
  },
  {
    what: 'errors of raw paths',
    vectors: ['results/an error of a path'],
    instead: toError((error) => ({ ...error, text: `${error.text} (get /healthz)` })),
  },
  {
    what: 'errors of raw paths',
    vectors: ['results/an error of a name without a resource'],
    instead: toError((error) => ({ ...error, text: `${error.text} (get /api/v1/a)` })),
  },
  {
    what: 'the group of a client without a group-version',
    vectors: ['results/an error of a client without a group-version'],
    instead: toError(({ group: _, ...error }) => ({ ...error, text: error.text.replace('pods.meta.k8s.io', 'pods') })),
  },
  {
    what: 'text of a body that is cut, or no UTF-8',
    vectors: ['results/an error of a long text of Unicode'],
    instead: toError(({ text, causes = [], ...error }) => ({
      ...error,
      text: text.replace('\ufffd', ''),
      causes: causes.map((cause) => ({ ...cause, message: cause.message?.replace('\ufffd', '') ?? '' })),
    })),
  },
  {
    what: 'text of a body that is cut, or no UTF-8',
    vectors: ['results/an error that is no UTF-8'],
    instead: toError((error) => ({ ...error, text: error.text.replace('\\xff\\xfe', '\ufffd\ufffd') })),
  },
  {
    what: 'a negative `Retry-After` in an error',
    vectors: ['results/an error with a negative Retry-After'],
    instead: toError(({ retryAfterSeconds: _, ...error }) => error),
  },
  {
    what: '`Retry-After` of an error whose `Status` does not repeat it',
    vectors: ['results/a Status and a Retry-After'],
    instead: toError((error) => ({ ...error, retryAfterSeconds: 9, delay: 9 })),
  },
  {
    what: 'a kind `Status` of another group',
    vectors: ['results/a Status of another group'],
    instead: toError(() => generic404),
  },
  { what: 'protocol', vectors: ['results/a Status of YAML'], instead: toError(() => generic404) },
  {
    what: intoAnother,
    vectors: ['results/success with 200'],
    instead: into('unexpected object: v1 Status; expected v1 Pod', ['UnexpectedObjectError']),
  },
  {
    what: intoAnother,
    vectors: ['results/an object of another kind'],
    instead: into('unexpected object: v1 ConfigMap cart; expected v1 Pod', ['UnexpectedObjectError']),
  },
  {
    what: intoAnother,
    vectors: ['results/an object of an unknown kind'],
    instead: into('unexpected object: example.com/v1 Widget cart; expected v1 Pod', ['UnexpectedObjectError']),
  },
  { what: 'answer `null`', vectors: ['results/null in the body'], instead: into(noObject) },
  {
    what: withoutChecks,
    vectors: ['results/an object with a field of another type'],
    instead: (did) => ({ ...(did as ResultDid), into: { name: 7 } }),
  },
  {
    what: 'a byte order mark in a body',
    vectors: ['results/an object behind a byte order mark'],
    instead: toResult((did) => ({ ...did, into: { name: 'cart' } })),
  },
  {
    what: '`Into` of a media type that cannot be decoded',
    vectors: [
      /^results\/content type "(application|text\/plain|application\/x-other|json; a\*=utf-8''b)"$/,
      'results/no content type, and another by default',
      'results/an empty body of text',
    ],
    instead: toResult(({ into: was, raw = '', ...did }) => {
      const text = `${was?.error?.text ?? ''}: raw() gives the ${String(raw.length)} bytes of the answer as they are`;
      return { ...did, ...omitEmpty({ raw }), into: { error: { text } } };
    }),
  },
  {
    what: ownTexts,
    vectors:
      /^results\/(a body of spaces|a body that is no JSON|a body that is cut|a body with something behind|a body of two objects)$/,
    instead: toResult((did) => ({ ...did, into: { error: { text: noJSON(did.raw?.length ?? 0) } } })),
  },
  { what: ownTexts, vectors: /^results\/a (text|number|list) in the body$/, instead: into(noObject) },
  {
    what: networkTexts,
    vectors:
      /^results\/(a body that (is cut off|ends in a reset)|an error whose body is cut off|(stream|watch): an error whose body is cut off)$/,
    instead: toError(() => ({ text: cutOff })),
  },
  {
    what: networkTexts,
    vectors: ['results/stream: a body that is cut off'],
    instead: toError(() => ({ text: cutStream })),
  },
  {
    what: 'body of an error status that breaks off',
    vectors: ['results/doRaw: an error whose body is cut off'],
    instead: () => ({ error: { text: cutOff } }),
  },
  {
    what: '`DoRaw` of a body that breaks off',
    vectors: ['results/doRaw: a body that is cut off'],
    instead: () => ({ error: { text: cutOff } }),
  },
  {
    what: '`DoRaw` on an error status',
    vectors: ['results/doRaw: a Status'],
    instead: () => ({ error: { text: 'lost', status: 'Failure', reason: 'NotFound', code: 404, is: ['NotFound'] } }),
  },
  {
    what: '`DoRaw` on an error status',
    vectors: /^results\/doRaw: (an error of text|207|299|a bad content type)$/,
    instead: toResult(({ raw: _, ...did }) => did),
  },
  {
    what: '`DoRaw` and warnings',
    vectors: /^results\/doRaw: (a Status|an error of text|200 and a warning|200 of text)$/,
    instead: toResult((did) => ({ ...did, warnings: ['one'] })),
  },

  // Watches.
  {
    what: decodingStreams,
    vectors: /^watches\/(an unknown type|a type in small letters|no type|an upper-case key|null|an empty object)$/,
    instead: thrown(),
  },
  {
    what: '`Status` without an envelope in a watch',
    vectors: ['watches/a Status without an event', 'results/watch: a failure with 200'],
    instead: thrown(),
  },
  {
    what: decodingStreams,
    vectors: /^watches\/(a type that is a number|a list|a number)$/,
    instead: thrown('got invalid watch event type: '),
  },
  {
    what: decodingStreams,
    vectors: /^watches\/(no object|an object that is (null|a text))$/,
    instead: thrown('unable to decode watch event: no object in it'),
  },
  {
    what: decodingStreams,
    vectors: ['watches/no JSON'],
    instead: thrown('a value of 5 bytes in the stream is not valid JSON'),
  },
  { what: decodingStreams, vectors: ['watches/HTML'], instead: thrown("invalid character '<' in a JSON value") },
  {
    what: decodingStreams,
    vectors: ['watches/a comma between events'],
    instead: thrown("invalid character ',' in a JSON value"),
  },
  { what: decodingStreams, vectors: ['watches/a bracket too many'], instead: thrown("invalid character '}' in a JSON value") },
  { what: decodingStreams, vectors: ['watches/a byte order mark'], instead: thrown('invalid character 0xef in a JSON value') },
  { what: withoutChecks, vectors: ['watches/an object without a kind'], instead: () => ({ events: [{ type: 'ADDED' }] }) },
  {
    what: withoutChecks,
    vectors: ['watches/an object of an unknown kind'],
    instead: () => ({ events: [{ type: 'ADDED', name: 'a' }] }),
  },
];
