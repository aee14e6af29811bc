/** What we say of an answer whose body broke off; Node says `aborted`. */
export const cutBody = 'the server closed the connection in the middle of its answer';

/** What Go and Node say about the same failure of a connection. */
const reasons: readonly (readonly [go: RegExp, node: string])[] = [
  [
    /net\/http: HTTP\/1\.x transport connection broken: unexpected EOF/g,
    'the server closed the connection within the head of its answer',
  ],
  [/unexpected EOF/g, cutBody],
  [/EOF/g, 'socket hang up'],
  [/read tcp: read: connection reset by peer/g, 'read ECONNRESET'],
  [/read tcp: i\/o timeout/g, 'read ETIMEDOUT'],
  [/write tcp: write: broken pipe/g, 'write EPIPE'],
  [/dial tcp: connect: connection refused/g, 'connect ECONNREFUSED server.test'],
  [/dial tcp: lookup server\.test: no such host/g, 'getaddrinfo ENOTFOUND server.test'],
  [/net\/http: invalid method "GE T"/g, 'GE T http://server.test/api/v1/pods: Method must be a valid HTTP token ["GE T"]'],
  [/net\/http: invalid header field value for "X-One"/g, 'Invalid character in header content ["x-one"]'],
  [/net\/http: invalid header field name "X One"/g, 'Header name must be a valid HTTP token ["x one"]'],
];

/** The text of an error that Go's HTTP client made, as we have it: `Get "http://h/": EOF` is `GET http://h/: socket hang up`. */
export function nodeText(text: string): string {
  const withMethod = text.replace(/^(\w+) "(http:[^"]+)": /, (_, method: string, url: string) => {
    // Go writes GET as Get, and get as get.
    const isCapital = method.startsWith(method.charAt(0).toUpperCase());
    return `${isCapital ? method.toUpperCase() : method} ${url}: `;
  });
  return reasons.reduce((changed, [go, node]) => changed.replace(go, node), withMethod);
}
