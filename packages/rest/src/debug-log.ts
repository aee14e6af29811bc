import { bodyText } from './body-text.js';
import type { Clock } from './clock.js';
import { isConfidential } from './confidential-url.js';
import { curlCommand } from './curl-command.js';
import { maskedHeaders } from './masked-headers.js';
import type { RoundTripper } from './round-trippers.js';
import { type HttpBody, type HttpRequest, type HttpResponse, messageOf, printableURL } from './transport.js';
import { uncaught } from './uncaught.js';

/** Lowest level that prints these, as kubectl's `-v` has them (client-go `transport.DebugWrappers`). */
const levels = { result: 6, requestHeaders: 7, responseHeaders: 8, bodies: 8, curl: 9 };

/** A longer argument is more than a command can have (Linux `MAX_ARG_STRLEN`), in bytes. */
const longestArgument = 100_000;

/** Bytes printed of a body at level 8 and 9; above, all are. */
const bodyLimits: Readonly<Record<number, number>> = { 8: 1024, 9: 10_240 };

/**
 * Prints requests and answers, as much as `level` says; see `Config.debug`. Credentials in headers and URLs are masked, bodies of
 * resources that hold credentials are left out. Bodies are printed only if they are read as a whole: what is streamed stays a stream.
 */
export function debugLog(level: number, log: (line: string) => void, clock: Clock): RoundTripper {
  if (level < levels.result) return (next) => next;
  const print = (...lines: string[]): void => {
    uncaught(() => {
      for (const line of lines) log(line);
    });
  };
  return (next) => async (request) => {
    const title = `${request.method} ${printableURL(request.url)}`;
    print(...describeRequest(request, title, level));
    const started = clock.now();
    const elapsed = (): string => `${(clock.now() - started).toFixed()} ms`;
    let response: HttpResponse;
    try {
      response = await next(request);
    } catch (error) {
      print(`kubewright: ${title} failed in ${elapsed()}: ${messageOf(error)}`);
      throw error;
    }
    print(`kubewright: ${title} ${String(response.status)} in ${elapsed()}`);
    if (level >= levels.responseHeaders) print('kubewright: response headers:', ...headerLines(response));
    if (level < levels.bodies) return response;
    const { status, headers, body } = response;
    const show = (bytes: Uint8Array): void => {
      print(...bodyLines(`response body of ${title}`, bytes, request.url, level));
    };
    return { status, headers, body: shownBody(body, show) };
  };
}

function describeRequest(request: HttpRequest, title: string, level: number): string[] {
  if (level >= levels.curl) return describeAsCurl(request, level);
  if (level < levels.requestHeaders) return [];
  const lines = [`kubewright: ${title}`, 'kubewright: request headers:', ...headerLines(request)];
  if (level >= levels.bodies && request.body !== undefined)
    lines.push(...bodyLines('request body', request.body, request.url, level));
  return lines;
}

/** The body stands in the command if it can stand there unchanged. */
function describeAsCurl({ method, url, headers, body }: HttpRequest, level: number): string[] {
  const request = { method, url: printableURL(url), headers: maskedHeaders(headers) };
  if (body === undefined) return [curlCommand({ ...request, body })];
  if (body instanceof Uint8Array && body.length <= longestArgument && !isConfidential(url)) {
    const { text, isWhole } = bodyText(body, limitAt(level));
    if (isWhole) return [curlCommand({ ...request, body: { text } })];
  }
  return [curlCommand({ ...request, body: 'stdin' }), ...bodyLines('request body', body, url, level)];
}

function headerLines({ headers }: Pick<HttpRequest, 'headers'>): string[] {
  return maskedHeaders(headers).map(([name, value]) => `  ${name}: ${value}`);
}

function bodyLines(title: string, body: NonNullable<HttpRequest['body']>, url: URL, level: number): string[] {
  if (body instanceof Uint8Array && body.length === 0) return [];
  return [
    `kubewright: ${title}:`,
    ...describeBody(body, url, level)
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

function describeBody(body: NonNullable<HttpRequest['body']>, url: URL, level: number): string {
  if (!(body instanceof Uint8Array)) return '<a stream, not shown>';
  if (isConfidential(url)) return `<${String(body.length)} bytes not shown>`;
  return bodyText(body, limitAt(level)).text;
}

function limitAt(level: number): number {
  return bodyLimits[Math.floor(level)] ?? Infinity;
}

/** The same body, shown once it was read as a whole. */
function shownBody(body: HttpBody, show: (bytes: Uint8Array) => void): HttpBody {
  return {
    async bytes(longest) {
      const bytes = await body.bytes(longest);
      show(bytes);
      return bytes;
    },
    cancel() {
      body.cancel();
    },
    [Symbol.asyncIterator]: () => body[Symbol.asyncIterator](),
  };
}
