import { describe, expect, it } from '@jest/globals';
import { genericError, type GenericErrorInput } from './generic-error.js';

interface Input extends Partial<Omit<GenericErrorInput, 'body'>> {
  text?: string;
}

function generic({ text = 'unknown', ...input }: Input): ReturnType<typeof genericError> {
  return genericError({
    ...{ code: 500, verb: 'GET', group: '', resource: '', name: '', path: '', contentType: 'text/plain', retryAfterSeconds: 0 },
    ...input,
    body: new TextEncoder().encode(text),
  });
}

describe('genericError', () => {
  const nothingMore = (code: number): string =>
    `the server responded with the status code ${code} but did not return more information`;

  // Observed from NewGenericServerResponse of apimachinery 0.36.3, as all texts here.
  it.each([
    [400, 'BadRequest', 'the server rejected our request for an unknown reason'],
    [401, 'Unauthorized', 'the server has asked for the client to provide credentials'],
    [403, 'Forbidden', 'unknown'],
    [404, 'NotFound', 'the server could not find the requested resource'],
    [405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource'],
    [406, 'NotAcceptable', 'the server was unable to respond with a content type that the client supports'],
    [409, 'Conflict', 'the server reported a conflict'],
    [410, '', nothingMore(410)],
    [413, '', nothingMore(413)],
    [415, 'UnsupportedMediaType', 'unknown'],
    [422, 'Invalid', 'the server rejected our request due to an error in our request'],
    [429, 'TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
    [500, 'InternalError', 'an error on the server ("unknown") has prevented the request from succeeding'],
    [501, 'InternalError', 'an error on the server ("unknown") has prevented the request from succeeding'],
    [503, 'ServiceUnavailable', 'the server is currently unable to handle the request'],
    [504, 'Timeout', 'the server was unable to return a response in the time allotted, but may still be processing the request'],
    [599, 'InternalError', 'an error on the server ("unknown") has prevented the request from succeeding'],
    [301, '', nothingMore(301)],
    [199, '', nothingMore(199)],
    [207, '', nothingMore(207)],
  ])('explains a %d', (code, reason, message) => {
    expect(generic({ code }).status).toEqual({
      apiVersion: 'v1',
      kind: 'Status',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      details: { causes: [{ reason: 'UnexpectedServerResponse', message: 'unknown' }] },
      code,
    });
  });

  it('names the object, the verb and when to come back', () => {
    const error = generic({
      code: 409,
      verb: 'POST',
      group: 'apps',
      resource: 'deployments',
      name: 'web',
      text: 'b',
      retryAfterSeconds: 3,
    });
    expect(error.reason).toBe('AlreadyExists');
    expect(error.message).toBe('the server reported a conflict (post deployments.apps web)');
    expect(error.details).toEqual({
      name: 'web',
      group: 'apps',
      kind: 'deployments',
      causes: [{ reason: 'UnexpectedServerResponse', message: 'b' }],
      retryAfterSeconds: 3,
    });
  });

  it.each([
    [
      { code: 404, verb: 'PUT', resource: 'pods', name: 'web' },
      'the server could not find the requested resource (put pods web)',
    ],
    [{ code: 404, verb: 'GET', resource: 'pods' }, 'the server could not find the requested resource (get pods)'],
    [{ code: 404, verb: 'GET', group: 'apps', name: 'web' }, 'the server could not find the requested resource'],
    [{ code: 404, path: '/version' }, 'the server could not find the requested resource (get /version)'],
    [{ code: 404, resource: 'pods', path: '/api/v1/pods' }, 'the server could not find the requested resource (get pods)'],
    [{ code: 409, verb: 'post' }, 'the server reported a conflict'],
    [{ code: 406, text: 'only x' }, 'only x'],
    [{ code: 406, text: '' }, 'the server was unable to respond with a content type that the client supports'],
    [{ code: 403, verb: 'LIST', resource: 'pods', text: 'no' }, 'no (list pods)'],
    [{ code: 500, text: 'a "q"\n é' }, 'an error on the server ("a \\"q\\"\\n é") has prevented the request from succeeding'],
  ])('for %j says %j', (input, message) => {
    expect(generic(input).message).toBe(message);
  });

  it.each([
    ['text/plain; charset=utf-8', 'said'],
    ['TEXT/HTML', 'said'],
    ['', 'said'],
    ['application/json', 'unknown'],
    ['application/octet-stream', 'unknown'],
    [';;', 'unknown'],
  ])('takes what a body of type %j says as %s', (contentType, text) => {
    expect(generic({ code: 403, contentType, text: ' said\n' }).message).toBe(text);
  });

  it('takes 2048 bytes of the body, in whole characters', () => {
    expect(generic({ code: 403, text: 'x'.repeat(3000) }).message).toHaveLength(2048);
    const cut = generic({ code: 403, text: `x${'é'.repeat(3000)}` }).message;
    expect(cut).toBe(`x${'é'.repeat(1023)}`);
  });
});
