import { bodyTooLong } from './transport.js';

/** What a reader is told of a body that is longer than it allows, in bytes. */
export function tooLong(longest: number): Error {
  const message = `the answer is longer than ${String(longest)} bytes: ask for less at once, as with a limit, or read it as a stream`;
  return Object.assign(new Error(message), { code: bodyTooLong });
}

/** What a reader is told of a body that was cancelled. */
export function closedEarly(): Error {
  return new Error('the response body was closed before its end');
}
