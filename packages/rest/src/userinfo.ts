/**
 * A URL, or what should have been one, with `<masked>` instead of the user name and password that it may hold: everything before
 * its last `@`, its scheme aside. The text need not be well-formed; of one that is not, more may be masked than had to be. For those,
 * too, who print hosts and proxies of a config themselves.
 */
export function maskUserinfo(text: string): string {
  return text.replace(/^((?:[^/@:]*:\/\/)*).*@/s, '$1<masked>@');
}

/** A host or URL without the user name and password before its authority's last `@`; the rest stays as it is. */
export function withoutUserinfo(text: string): string {
  return text.replace(/^([^/?#@:]*:\/\/)?[^/?#]*@/, '$1');
}

/**
 * Takes user name and password out of a URL.
 *
 * @returns the basic authentication header that they stand for (Go `net/http.Request` of a URL with user info); undefined without both
 */
export function takeBasicAuth(url: URL): string | undefined {
  const header = basicAuthOf(url);
  url.username = '';
  url.password = '';
  return header;
}

/** The basic authentication header that user name and password of a URL stand for; undefined without both. Their bytes need not be UTF-8. */
export function basicAuthOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return basicAuth(percentDecode(username), percentDecode(password));
}

/** The `Authorization` header of basic authentication (RFC 7617, in UTF-8). */
export function basicAuth(username: string | Uint8Array, password: string | Uint8Array): string {
  return `Basic ${Buffer.concat([Buffer.from(username), Buffer.from(':'), Buffer.from(password)]).toString('base64')}`;
}

/** Bytes, which need not be UTF-8. A URL's user name and password are ASCII, all else in them is escaped. */
function percentDecode(text: string): Uint8Array {
  const decoded = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}
