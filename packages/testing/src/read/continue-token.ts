import { newBadRequest } from '@kubewright/rest';

/** Where a list goes on (apiserver `storage.EncodeContinue`). */
export interface ContinueToken {
  /** Of the list's first page; -1 to go on with what is there now. */
  readonly revision: number;
  /** The key before the next one, without the part that all have in common. */
  readonly start: string;
}

/** The token as clients get it. */
export function encodeContinue({ revision, start }: ContinueToken): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: `${start}\0` })).toString('base64url');
}

/** Throws a `StatusError` of 400 for what no server made. */
export function decodeContinue(text: string): ContinueToken {
  const { v, rv, start } = parse(text);
  if (v !== 'meta.k8s.io/v1') throw invalid(`server does not recognize this encoded version ${typeof v === 'string' ? v : ''}`);
  if (typeof rv !== 'number' || rv === 0) throw invalid('incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  if (typeof start !== 'string' || start === '') throw invalid('encoded start key empty (version meta.k8s.io/v1)');
  return { revision: rv, start: start.replace(/\0$/, '') };
}

function parse(text: string): { v?: unknown; rv?: unknown; start?: unknown } {
  const odd = text.search(/[^A-Za-z0-9_-]/);
  if (odd >= 0) throw invalid(`illegal base64 data at input byte ${String(odd)}`);
  const json = Buffer.from(text, 'base64url').toString('utf8');
  try {
    return JSON.parse(json) as object;
  } catch {
    throw invalid(`invalid character '${json.charAt(0)}' looking for beginning of value`);
  }
}

function invalid(why: string): Error {
  return newBadRequest(`invalid continue token: continue key is not valid: ${why}`);
}
