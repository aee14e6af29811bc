import { type ServedDocument, servedDocument } from '../openapi-v2/document.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { AnswerHeaders, ServerAnswer, ServerRequest } from './exchange.js';

const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** The document's forms, the one that the server prefers first; the last name is of old. */
const forms: readonly { readonly type: string; readonly contentType: string; readonly field: 'json' | 'protobuf' }[] = [
  { type: 'application/json', contentType: 'application/json', field: 'json' },
  { type: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf', contentType: protobuf, field: 'protobuf' },
  { type: protobuf, contentType: protobuf, field: 'protobuf' },
];

/**
 * Answers `/openapi/v2`, whatever the method (kube-openapi `handler`, Go's `http.ServeContent` without its ranges).
 *
 * @param now milliseconds since 1970
 */
export function openapiV2Answer(registry: ResourceRegistry, { method, headers }: ServerRequest, now: number): ServerAnswer {
  const vary: AnswerHeaders = { 'Cache-Control': 'no-cache, private', Vary: ['Accept-Encoding', 'Accept'] };
  const form = chosenForm(headers['accept'] ?? '');
  if (!form) return { status: 406, headers: vary, body: '' };
  const served = servedDocument(registry, now);
  const tagged = { ...vary, ETag: `"${served.hash}"` };
  const described = { ...tagged, 'Content-Type': form.contentType, 'Last-Modified': new Date(served.modified).toUTCString() };
  switch (precondition(method, headers, served)) {
    case 'failed':
      return { status: 412, headers: described, body: '' };
    case 'unchanged':
      return { status: 304, headers: tagged, body: '' };
    default:
      return { status: 200, headers: described, body: served[form.field] };
  }
}

function chosenForm(accept: string): (typeof forms)[number] | undefined {
  for (const clause of clauses(accept === '' ? '*/*' : accept)) {
    const form = forms.find(({ type }) => matches(clause, type));
    if (form) return form;
  }
  return undefined;
}

interface Clause {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

/** In the order in which they are preferred: what is most wanted first, and then what says more (goautoneg `ParseAccept`). */
function clauses(accept: string): Clause[] {
  return accept
    .split(',')
    .flatMap((text) => {
      const [name = '', ...parameters] = text.split(';').map((part) => part.trim());
      const [type = '', subtype = type === '*' ? '*' : undefined, ...others] = name.split('/');
      if (subtype === undefined || subtype === '' || others.length > 0) return [];
      const quality = parameters.findLast((parameter) => parameter.startsWith('q='))?.slice(2);
      return [{ type, subtype, quality: quality === undefined ? 1 : Number(quality) || 0 }];
    })
    .sort((a, b) => b.quality - a.quality || wildcards(a) - wildcards(b));
}

function wildcards({ type, subtype }: Clause): number {
  return (type === '*' ? 2 : 0) + (subtype === '*' ? 1 : 0);
}

function matches(clause: Clause, wanted: string): boolean {
  const [type, subtype] = wanted.split('/');
  return (clause.type === '*' || clause.type === type) && (clause.subtype === '*' || clause.subtype === subtype);
}

/** What the conditions of a request come to (RFC 9110, 13.2.2). */
function precondition(
  method: string,
  headers: ServerRequest['headers'],
  { hash, modified }: ServedDocument,
): 'failed' | 'met' | 'unchanged' {
  const { 'if-match': match, 'if-none-match': noneMatch, 'if-unmodified-since': unmodifiedSince } = headers;
  const second = Math.floor(modified / 1000) * 1000;
  if (match !== undefined ? !names(match, hash, false) : second > Date.parse(unmodifiedSince ?? '')) return 'failed';
  const isRead = method === 'GET' || method === 'HEAD';
  if (noneMatch === undefined) return isRead && second <= Date.parse(headers['if-modified-since'] ?? '') ? 'unchanged' : 'met';
  if (!names(noneMatch, hash, true)) return 'met';
  return isRead ? 'unchanged' : 'failed';
}

/** Whether a list of entity tags has that of a document. @param isWeak whether those count that only say that it means the same */
function names(list: string, hash: string, isWeak: boolean): boolean {
  return list.split(',').some((text) => {
    const tag = text.trim();
    return tag === '*' || (isWeak ? tag.replace(/^W\//, '') : tag) === `"${hash}"`;
  });
}
