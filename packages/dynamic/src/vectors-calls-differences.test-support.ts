import type { Case, Did, Vector } from './vectors-calls.test-support.js';

/** Something that we do otherwise than client-go, on purpose. */
export interface Difference {
  /** Its row in the table of differences. */
  what: string;
  /** What we do instead in one case, which is what client-go did if this is no such case. */
  instead: (did: Did, given: Case) => Did;
}

type Sent = NonNullable<Did['sent']>;
const sending = (did: Did, change: (sent: Sent) => Partial<Sent>): Did =>
  did.sent ? { ...did, sent: { ...did.sent, ...change(did.sent) } } : did;
const failing = (did: Did, error: string): Did => ({ error, ...(did.sent && { sent: did.sent }) });

const reduced = (as: string): string => `application/json;as=${as};g=meta.k8s.io;v=v1,application/json`;
const bodyOf = ({ answer: { body = '' } }: Pick<Case, 'answer'>): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
};
const answered = 'with status code: 200 and content type: application/json';

export const differences: Difference[] = [
  {
    what: 'media types that are asked for',
    instead: (did: Did): Did =>
      sending(did, ({ accept }) => ({
        accept:
          accept === 'application/json'
            ? 'application/json, */*'
            : accept.replace(/application\/vnd\.kubernetes\.protobuf[^,]*,/, ''),
      })),
  },
  {
    what: 'answers to a deletion of metadata',
    instead: (did: Did, { metadata, verb }: Case): Did => {
      if (!metadata || !verb.startsWith('delete')) return did;
      return sending(did, () => ({ accept: reduced(verb === 'delete' ? 'PartialObjectMetadata' : 'PartialObjectMetadataList') }));
    },
  },
  {
    what: '`force` of an apply that was not asked to',
    instead: (did: Did): Did => sending(did, ({ url }) => ({ url: url.replace('&force=false', '') })),
  },
  {
    what: '`timeoutSeconds` of a watch',
    instead: (did: Did, { verb }: Case): Did =>
      verb === 'watch' ? sending(did, ({ url }) => ({ url: url.replace(/\btimeout=\w+&/, '') })) : did,
  },
  {
    what: 'a deletion without options',
    instead: (did: Did, { options }: Case): Did => {
      if (did.sent?.method !== 'DELETE' || options) return did;
      const { method, url, accept } = did.sent;
      return { ...did, sent: { method, url, accept } };
    },
  },
  {
    what: 'an object without a name',
    instead: (did: Did, { object }: Case): Did => {
      if (did.error !== 'name is required') return did;
      const message = object
        ? 'the widgets object has no metadata.name, which says what to change'
        : 'resource name may not be empty';
      return { error: message };
    },
  },
  {
    what: 'an object without `kind` or `apiVersion`',
    instead: (did: Did, { object }: Case): Did => {
      if (object && !object.kind) return { error: 'the widgets object has no kind, which says what it is' };
      if (object && !object.apiVersion)
        return sending(did, ({ json }) => ({ json: { apiVersion: 'example.com/v1', ...(json as object) } }));
      return did;
    },
  },
  {
    what: 'applying what has managed fields',
    instead: (did: Did): Did =>
      did.error?.startsWith('cannot apply an object with managed fields')
        ? { error: 'the Widget to apply has metadata.managedFields: apply only the fields that me wants' }
        : did,
  },
  {
    what: 'a failure that comes with HTTP 200',
    instead: (did: Did, given: Case): Did =>
      (bodyOf(given) as { status?: unknown } | undefined)?.status === 'Failure' ? failing(did, 'there is none') : did,
  },
  {
    what: 'an answer that is no object',
    instead: (did: Did, given: Case): Did => {
      const { error = '' } = did;
      const { body = '' } = given.answer;
      if (error.startsWith("Object 'Kind' is missing in '{"))
        return failing(did, 'unexpected object: one; expected widgets object');
      if (body === '') return failing(did, `0-length response ${answered}`);
      if (/^(?:null|\[\])$/.test(body)) return failing(did, `no object in the response ${answered}`);
      if (bodyOf(given) === undefined && given.verb !== 'watch')
        return failing(did, `the answer ${answered} is no JSON (${String(body.length)} bytes)`);
      return did;
    },
  },
  {
    what: 'metadata that looks like none',
    instead: (did: Did): Did =>
      did.error?.startsWith('object does not appear to match the ObjectMeta schema')
        ? failing(
            did,
            "the server's answer (example.com/v1 Widget) does not look like an object: its metadata has none of uid, name, generateName and creationTimestamp",
          )
        : did,
  },
  {
    what: 'whole objects in a watch of metadata',
    instead: (did: Did, { metadata, verb, answer }: Case): Did => {
      if (!metadata || verb !== 'watch' || !answer.body?.includes('Widget')) return did;
      const { object } = bodyOf({ answer }) as { object: { metadata: object } };
      return { ...did, value: [{ type: 'ADDED', object: object.metadata }] };
    },
  },
  {
    what: 'a list that is none',
    instead: (did: Did, given: Case): Did =>
      did.sent && given.verb === 'list' && (bodyOf(given) as { kind?: unknown } | undefined)?.kind === 'Widget'
        ? failing(did, 'unexpected object: example.com/v1 Widget one; expected example.com/v1 list of widgets')
        : did,
  },
];

/** What we do in a case: what client-go did, but for the differences, or for all of them except one. */
export function expectedOf({ in: given, did }: Vector, except?: Difference): Did {
  return differences.filter((difference) => difference !== except).reduce((changed, { instead }) => instead(changed, given), did);
}
