import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { RetriedError, StatusError, TransportError } from '@kubewright/rest';
import { isTransient } from './transient-error.js';

const request = { method: 'GET', url: new URL('http://server/apis') };
const broken = (code: string): Error => new TransportError(request, Object.assign(new Error(code), { code }));
const ofAnotherRealm = runInNewContext("Object.assign(new Error('reset'), { code: 'ECONNRESET' })") as Error;

describe('a transient error', () => {
  it.each<[string, boolean, Error]>([
    ['nobody listens', true, broken('ECONNREFUSED')],
    ['a connection that was reset', true, broken('ECONNRESET')],
    ['one that was reset again', true, new RetriedError(broken('ECONNRESET'), broken('ECONNRESET'))],
    ['one that was reset, for code in a context of its own', true, new Error('reset', { cause: ofAnotherRealm })],
    ['an unknown host', false, broken('ENOTFOUND')],
    ['500', true, new StatusError({ code: 500 })],
    ['504', true, new StatusError({ code: 504 })],
    ['429', true, new StatusError({ code: 429 })],
    ['too many requests, by its reason', true, new StatusError({ reason: 'TooManyRequests' })],
    ['404', false, new StatusError({ code: 404 })],
    ['499', false, new StatusError({ code: 499 })],
    ['another error', false, new Error('ECONNRESET')],
  ])('is it %s: %s', (_what, transient, error) => {
    expect(isTransient(error)).toBe(transient);
  });
});
