import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { errors } from 'undici';
import { type AnswerPart, nodeError } from './node-error.js';

/** undici does not export the error of its parser. */
function parserError(message: string): Error {
  return Object.assign(new Error(message), { name: 'HTTPParserError', data: 'secret bytes' });
}

describe('nodeError', () => {
  it.each([
    ['nothing', 'ECONNRESET', 'socket hang up'],
    ['head', 'HPE_INVALID_EOF_STATE', 'the server closed the connection within the head of its answer'],
    ['body', 'ECONNRESET', 'the server closed the connection in the middle of its answer'],
  ] as const)('tells a connection that ends while %s of an answer came: %s', (part, code, message) => {
    const cause = new errors.SocketError('other side closed');
    expect(nodeError(cause, part, 0)).toMatchObject({ code, message, cause });
  });

  it('names the limit when the head of the answer took too long', () => {
    expect(nodeError(new errors.HeadersTimeoutError(), 'nothing', 1500)).toMatchObject({
      code: 'ETIMEDOUT',
      message: 'the head of the answer took longer than 1500 ms, the limit of timeouts.headers',
    });
  });

  it('tells a head that is too long', () => {
    const cause = new errors.HeadersOverflowError();
    expect(nodeError(cause, 'head', 0)).toMatchObject({ code: 'HPE_HEADER_OVERFLOW', cause });
  });

  it('tells an answer with two lengths from one that ends before its length', () => {
    const cause = new errors.ResponseContentLengthMismatchError();
    expect(nodeError(cause, 'head', 0)).toMatchObject({ code: 'HPE_UNEXPECTED_CONTENT_LENGTH' });
    expect(nodeError(cause, 'body', 0)).toMatchObject({ code: 'ECONNRESET' });
  });

  it('tells an answer that is none from one that was cut, and shows no byte of either', () => {
    for (const [message, code] of [
      ['Response does not match the HTTP/1.1 protocol (Invalid character in chunk size)', 'HPE_UNKNOWN'],
      ['Response does not match the HTTP/1.1 protocol (Invalid EOF state)', 'ECONNRESET'],
    ] as const) {
      const error = nodeError(parserError(message), 'body', 0);
      expect(error).toMatchObject({ code });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('secret');
    }
  });

  it.each(['nothing', 'head', 'body'] as const satisfies AnswerPart[])(
    'leaves what the system says as it is, within %s',
    (part) => {
      for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'CERT_HAS_EXPIRED', undefined]) {
        const error = Object.assign(new Error('as it was'), code !== undefined && { code });
        expect(nodeError(error, part, 0)).toBe(error);
      }
    },
  );
});
