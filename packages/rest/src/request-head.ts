import type { HttpRequest } from './transport.js';
import { takeBasicAuth } from './userinfo.js';

/** What the head of a request is made of, in the form that Node's HTTP clients take. */
export interface RequestHead {
  /** Without user name and password. */
  url: URL;
  /** One line as a string, several as an array, with a character for each byte of UTF-8. */
  headers: Record<string, string | string[]>;
}

/**
 * Where a body ends is known from the body, and how the connection is used from the connection: what a caller says about it could only be
 * wrong, and a wrong length makes the rest of a body the next request. Go's `net/http` ignores the first three alike.
 */
const transportHeaders = ['content-length', 'transfer-encoding', 'trailer', 'keep-alive', 'expect'];

/** The head of a request. User name and password of the URL are its credentials, unless it has others (Go `net/http`). */
export function requestHead({ url, headers }: HttpRequest): RequestHead {
  const record = headers.toRecord();
  for (const name of transportHeaders) if (headers.has(name)) Reflect.deleteProperty(record, name);
  if (url.username === '' && url.password === '') return { url, headers: record };
  const plain = new URL(url);
  const login = takeBasicAuth(plain);
  if (login !== undefined && !headers.has('authorization')) record['authorization'] = login;
  return { url: plain, headers: record };
}
