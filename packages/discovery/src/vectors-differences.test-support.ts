import type { Call, Did, Vector } from './vectors-file.test-support.js';

/** Something that we do otherwise than client-go, on purpose. */
export interface Difference {
  /** Its row in docs/differences-from-client-go.md. */
  what: string;
  /** What we do instead in one call of a case, which is what client-go did if this is no such case. */
  instead: (did: Did, call: Call, id: string) => Did;
}

/** What client-go says of an error status whose body it does not read. */
const generalTexts: Readonly<Record<string, number>> = {
  'the server rejected our request for an unknown reason': 400,
  'the server has asked for the client to provide credentials': 401,
  unknown: 403,
  'the server was unable to respond with a content type that the client supports': 406,
  'the server has received too many requests and has asked us to try again later': 429,
  'an error on the server ("unknown") has prevented the request from succeeding': 500,
  'the server is currently unable to handle the request': 503,
};

/** What client-go says of answers that it cannot read, and what we say. */
const unreadable: Readonly<Record<string, string>> = {
  "invalid character '<' looking for beginning of value":
    'the answer of /openapi/v3 is no JSON (6 bytes, content type application/json)',
  'unable to parse the server version: json: cannot unmarshal array into Go value of type version.Info':
    'unable to parse the server version: the answer of /version cannot be read: the whole is a list, not an object',
  "unable to parse the server version: invalid character 'v' looking for beginning of value":
    'unable to parse the server version: the answer of /version is no JSON (7 bytes, content type application/json)',
  'unable to parse the server version: json: cannot unmarshal number into Go struct field Info.major of type string':
    'unable to parse the server version: the answer of /version cannot be read: major is a number, not a string',
  'unable to parse the server version: unexpected end of JSON input':
    'unable to parse the server version: the answer of /version is no JSON (0 bytes, content type application/json)',
};

const withText = (did: Did, text: string): Did => (did.error ? { ...did, error: { ...did.error, text } } : did);

export const differences: Difference[] = [
  {
    what: '`DoRaw` on an error status',
    instead: (did: Did): Did => {
      const code = generalTexts[did.error?.text ?? ''];
      return code === undefined ? did : withText(did, `the answer is ${String(code)}`);
    },
  },
  {
    what: 'errors of raw paths',
    instead: (did: Did): Did => {
      const path = did.requests?.at(-1)?.split('?', 1)[0] ?? '';
      const { text = '' } = did.error ?? {};
      const general = ['the server could not find the requested resource', /^an error on the server \("<h1>/];
      return general.some((one) => (typeof one === 'string' ? one === text : one.test(text)))
        ? withText(did, `${text} (get ${path})`)
        : did;
    },
  },
  {
    what: 'discovery: an answer that cannot be read',
    instead: (did: Did, _call: Call, id: string): Did => {
      const text = did.error?.text ?? '';
      if (id === 'discovery/server//apis answers HTML')
        return withText(did, 'the answer of /apis is no JSON (18 bytes, content type text/html)');
      return withText(did, unreadable[text] ?? text);
    },
  },
  {
    what: 'discovery: a group-version that a cache does not know',
    instead: (did, [, groupVersion = '']) =>
      did.error?.text === 'not found'
        ? withText(
            did,
            `not found: the server listed no group-version "${groupVersion}" when it was asked; invalidate() has it asked again`,
          )
        : did,
  },
  {
    what: 'discovery: a group-version that is none',
    instead: (did, [, groupVersion]) =>
      groupVersion === 'a/b/c' ? { error: { text: 'unexpected GroupVersion string: a/b/c' } } : did,
  },
  {
    what: 'discovery: every group-version is stale',
    instead: (did: Did, [method]: Call, id: string): Did => {
      if (id !== 'discovery/server/everything is stale' || method !== 'everything') return did;
      const reason = 'stale GroupVersion discovery: v1';
      const text = `unable to retrieve the complete list of server APIs: v1: ${reason}`;
      // It is tried again, as every partial failure.
      const requests = ['/api?timeout=32s', '/api?timeout=32s', '/apis?timeout=32s', '/apis?timeout=32s'];
      return { ...did, requests, error: { text, is: ['partial'], failures: { v1: reason } } };
    },
  },
  {
    what: 'discovery: cache files that do not say what they are',
    instead: (did: Did, [method]: Call, id: string): Did => {
      if (!/disk, (?:an empty file|no kind) is asked for again/.test(id)) return did;
      const groups = [
        { name: '', versions: ['v1'] },
        { name: 'apps', versions: ['v1', 'v1beta1'] },
      ].map(({ name, versions: names }) => {
        const versions = names.map((version) => ({ groupVersion: name === '' ? version : `${name}/${version}`, version }));
        return { name, versions, preferredVersion: versions[0] };
      });
      if (method === 'groups') return { ...did, value: { groups } };
      const text = `${JSON.stringify({ kind: 'APIGroupList', apiVersion: 'v1', groups })}\n`;
      return method === 'files' ? { value: { 'servergroups.json': text } } : did;
    },
  },
  {
    what: 'REST mapper: a group that is listed twice',
    instead: (did: Did, [method]: Call, id: string): Did => {
      if (id !== 'discovery/mapper/a group that is listed twice' || method !== 'mapping') return did;
      const { error: _ambiguous, ...rest } = did;
      return { ...rest, value: { group: 'apps', version: 'v1', kind: 'Deployment', resource: 'deployments', namespaced: true } };
    },
  },
];

/** What we should do: what client-go did, with all differences, or with all but one. */
export function expectedOf({ id, in: { calls }, did }: Vector, but?: Difference): Did[] {
  const applied = differences.filter((difference) => difference !== but);
  return did.map((one, index) => applied.reduce((so, { instead }) => instead(so, calls[index]!, id), one));
}
