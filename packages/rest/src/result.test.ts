import { describe, expect, it } from '@jest/globals';
import { isGone, isNotFound, isResourceExpired, isUnauthorized } from './error-predicates.js';
import { gotTransport } from './got-transport.js';
import { HttpHeaders } from './http-headers.js';
import { readResult, type Result } from './result.js';
import { until } from './eventually.test-support.js';
import { StatusError, UnexpectedObjectError } from './status-error.js';
import { startTestServer, type TestServer } from './test-server.test-support.js';
import { bodyTooLong } from './transport.js';
import { testTransportOptions } from './transport-options.test-support.js';

const subject = {
  verb: 'GET',
  group: '',
  resource: 'pods',
  name: 'web',
  path: '/pods/web',
  bytesOnly: false,
  contentType: 'application/json',
};
const failure = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  message: 'pods "web" not found',
  reason: 'NotFound',
  code: 404,
};

function answer(
  status: number,
  body: unknown,
  headers: Record<string, string | string[]> = {},
  about = subject,
): Promise<Result> {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  const lines = new HttpHeaders().set('content-type', 'application/json');
  for (const [name, value] of Object.entries(headers)) lines.set(name, ...[value].flat().filter((line) => line !== ''));
  const iterate = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  };
  return readResult(
    {
      status,
      headers: lines,
      body: { bytes: () => Promise.resolve(bytes), cancel: () => undefined, [Symbol.asyncIterator]: iterate },
    },
    about,
    () => new Date(0),
  );
}

describe('Result', () => {
  it('takes 101 and 200 to 206 for success, everything else for an error', async () => {
    for (const code of [101, 200, 201, 202, 204, 206]) expect((await answer(code, {})).error()).toBeUndefined();
    for (const code of [199, 207, 301, 400, 500]) expect((await answer(code, {})).error()).toBeInstanceOf(StatusError);
    expect((await answer(201, {})).wasCreated).toBe(true);
    expect((await answer(200, {})).wasCreated).toBe(false);
  });

  it('knows a 401 whose body says nothing', async () => {
    const error = (await answer(401, 'aaaaa')).error();
    expect(isUnauthorized(error)).toBe(true);
    expect(error?.message).not.toBe('aaaaa');
  });

  it('knows an error in a media type that it cannot decode', async () => {
    expect(isNotFound((await answer(404, 'x', { 'content-type': 'application/unrecognized' })).error())).toBe(true);
  });

  it('gives the bytes of a media type that it cannot decode, but no object', async () => {
    const result = await answer(200, 'x', { 'content-type': 'application/unrecognized' });
    expect(new TextDecoder().decode(result.raw())).toBe('x');
    expect(() => result.into()).toThrow(
      "serializer for application/unrecognized doesn't exist: raw() gives the 1 bytes of the answer as they are",
    );
  });

  it('goes by the media type of the request where the answer has none, for success and for failure', async () => {
    const text = { ...subject, contentType: 'text/any' };
    const result = await answer(200, failure, { 'content-type': '' }, text);
    expect(result.contentType).toBe('text/any');
    expect(() => result.into()).toThrow("serializer for text/any doesn't exist");
    const error = (await answer(404, failure, { 'content-type': '' }, text)).error() as StatusError;
    expect(error.message).toBe('the server could not find the requested resource (get pods web)');
  });

  it.each([
    [{ kind: 'Status', apiVersion: 'v1', status: 'Success' }],
    [{}],
    [{ message: 'no kind' }],
    [{ ...failure, message: 5 }],
    [{ ...failure, reason: ['NotFound'] }],
    [{ ...failure, code: '404' }],
    [{ ...failure, metadata: 'x' }],
    [{ ...failure, details: [] }],
    [{ ...failure, details: { causes: 'x' } }],
    [{ ...failure, details: { causes: [5] } }],
    [{ ...failure, details: { retryAfterSeconds: 'x' } }],
  ])('keeps the general error for %p with status 400', async (body) => {
    const error = (await answer(400, body)).error() as StatusError;
    expect(error.reason).toBe('BadRequest');
    expect(error.message).toContain('the server rejected our request for an unknown reason');
  });

  it('takes what is null in a Status for unset, as Go does', async () => {
    const nulls = { ...failure, metadata: null, details: { causes: [null], retryAfterSeconds: null } };
    expect((await answer(404, nulls)).error()).toMatchObject({ message: failure.message, reason: 'NotFound' });
    expect((await answer(404, { ...failure, details: null })).error()).toMatchObject({ message: failure.message });
  });

  it('says so when there is nothing to decode', async () => {
    const result = await answer(200, '');
    expect(() => result.into()).toThrow('0-length response with status code: 200 and content type: application/json');
  });

  it('throws the error that it has, each time the same', async () => {
    const result = await answer(500, '');
    const thrown = ((): unknown => {
      try {
        return result.into();
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBe(result.error());
    expect(thrown).toMatchObject({ code: 500, reason: 'InternalError' });
  });

  it('prefers the Status that the server sends, and still has the bytes', async () => {
    const result = await answer(404, failure);
    expect((result.error() as StatusError).status).toEqual(failure);
    expect(() => result.into()).toThrow('pods "web" not found');
    expect(JSON.parse(new TextDecoder().decode(result.raw()))).toEqual(failure);
  });

  it('takes a 410 without Status for gone, not for expired', async () => {
    const error = (await answer(410, 'x', { 'content-type': 'text/plain' })).error() as StatusError;
    expect(error.message).toContain('the server responded with the status code 410 but did not return more information');
    expect([isGone(error), isResourceExpired(error)]).toEqual([true, false]);
  });

  it('throws a Status that is a failure although HTTP says 200', async () => {
    const result = await answer(200, failure);
    expect(result.error()).toBeUndefined();
    expect(() => result.into()).toThrow('pods "web" not found');
  });

  const pod = { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'web' } };

  it('returns an object of the expected type, and one without any', async () => {
    const result = await answer(200, pod);
    expect(result.into({ kind: 'Pod', apiVersion: 'v1' })).toEqual(pod);
    expect(result.into({ kind: 'Pod' })).toEqual(pod);
    for (const body of [{ metadata: {} }, { kind: 'Pod' }, { apiVersion: 'v1' }])
      expect((await answer(200, body)).into({ kind: 'Pod', apiVersion: 'v1' })).toEqual(body);
  });

  it.each([
    [{ kind: 'Node' }, 'unexpected object: v1 Pod web; expected Node'],
    [{ kind: 'Pod', apiVersion: 'v2' }, 'unexpected object: v1 Pod web; expected v2 Pod'],
  ])('throws when %j was expected and another object came', async (expected, message) => {
    const result = await answer(200, pod);
    expect(() => result.into(expected)).toThrow(message);
    expect(() => result.into(expected)).toThrow(UnexpectedObjectError);
  });

  it('returns a Status that is a success', async () => {
    expect((await answer(200, { kind: 'Status', apiVersion: 'v1', status: 'Success' })).into()).toMatchObject({
      status: 'Success',
    });
  });

  it('names the status and media type of an answer that is not the JSON it says', async () => {
    const result = await answer(200, '{"half":');
    expect(() => result.into()).toThrow(
      'the answer with status code: 200 and content type: application/json is no JSON (8 bytes)',
    );
  });

  it.each(['null', '7', '"text"', '[]'])('takes %s for no object', async (body) => {
    const result = await answer(200, body);
    expect(() => result.into()).toThrow('no object in the response with status code: 200');
  });

  it('takes a broken media type for an internal error whatever the status', async () => {
    const error = (await answer(200, {}, { 'content-type': 'a/b/c' })).error() as StatusError;
    expect(error).toMatchObject({
      reason: 'InternalError',
      code: 500,
      message: expect.stringContaining('Internal error occurred: mime:'),
      details: { causes: [{ message: expect.stringContaining('mime:') }] },
    });
  });

  it('does not look at the media type where only bytes are wanted', async () => {
    const bytes = { ...subject, bytesOnly: true };
    expect((await answer(200, 'x', { 'content-type': 'a/b/c' }, bytes)).error()).toBeUndefined();
    expect((await answer(404, 'x', { 'content-type': 'a/b/c' }, bytes)).error()).toMatchObject({ reason: 'NotFound', code: 404 });
  });

  it('takes the request’s media type where the answer names none', async () => {
    expect((await answer(200, { a: 1 }, { 'content-type': '' })).into()).toEqual({ a: 1 });
  });

  it('keeps the server’s warnings line by line', async () => {
    const result = await answer(200, {}, { warning: ['299 - "one"', 'nonsense', '299 - "two"'] });
    expect(result.warnings.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('adds the Retry-After header to a Status that does not say it', async () => {
    const result = await answer(429, failure, { 'retry-after': '7' });
    expect(result.error()).toMatchObject({ message: failure.message, retryAfter: 7 });
    const said = { ...failure, details: { name: 'web', retryAfterSeconds: 3 } };
    expect((await answer(429, said, { 'retry-after': '7' })).error()).toMatchObject({ status: said });
    expect((await answer(429, failure)).error()).toMatchObject({ status: failure });
  });

  it('tells of a longer wait than a Status can hold the longest it can', async () => {
    expect((await answer(429, 'busy', { 'retry-after': '99999999999' })).error()).toMatchObject({ retryAfter: 2 ** 31 - 1 });
  });

  it('tells how long to wait with an error that the server does not describe', async () => {
    expect((await answer(429, 'busy', { 'content-type': 'text/plain', 'retry-after': '7' })).error()).toMatchObject({
      retryAfter: 7,
    });
  });
});

describe('a body that is too long', () => {
  const endless = async (): Promise<TestServer> =>
    startTestServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });

  it('is not read to its end: the call fails, says what to do, and closes the connection', async () => {
    await using server = await endless();
    const transport = gotTransport(testTransportOptions());
    const request = { method: 'GET', url: new URL(server.url), headers: new HttpHeaders(), use: 'call' as const };
    const read = readResult(await transport.send(request), subject, () => new Date(0), 100_000);
    await expect(read).rejects.toMatchObject({
      code: bodyTooLong,
      message: `GET ${server.url}/: the answer is longer than 100000 bytes: ask for less at once, as with a limit, or read it as a stream`,
    });
    await until(() => server.connections() === 0);
    await transport.close();
  });
});
