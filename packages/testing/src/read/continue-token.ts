import { newBadRequest } from '@kubewright/rest';
import { type ExactJSON, parseExactly } from '../decode/go-json.js';
import { isJSONObject, type JSONValue } from '../json.js';
import { jsonType } from '../patch/go-text.js';

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
  const { v = '', rv = 0, start = '' } = parse(text);
  if (v !== 'meta.k8s.io/v1') throw invalid(`server does not recognize this encoded version ${v}`);
  if (rv === 0) throw invalid('incorrect encoded start resourceVersion (version meta.k8s.io/v1)');
  if (start === '') throw invalid('encoded start key empty (version meta.k8s.io/v1)');
  // It names nothing outside of the resource.
  if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(start.replace(/^\//, ''))) throw invalid(start);
  return { revision: rv, start: start.replace(/\0$/, '') };
}

/** What Go reads of it. */
interface Encoded {
  v?: string;
  rv?: number;
  start?: string;
}

const struct = 'continueToken';

function parse(text: string): Encoded {
  const odd = text.search(/[^A-Za-z0-9_-]/);
  if (odd >= 0) throw invalid(`illegal base64 data at input byte ${String(odd)}`);
  let value: JSONValue;
  let literals: ExactJSON['literals'];
  try {
    ({ value, literals } = parseExactly(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (error) {
    throw invalid((error as Error).message);
  }
  if (value === null) return {};
  if (!isJSONObject(value)) throw invalid(`json: cannot unmarshal ${jsonType(value)} into Go value of type storage.${struct}`);
  const wrong = (field: string, type: string, what = jsonType(value[field] as JSONValue)): never => {
    throw invalid(`json: cannot unmarshal ${what} into Go struct field ${struct}.${field} of type ${type}`);
  };
  const { v, rv, start } = value;
  const encoded: Encoded = {};
  if (typeof v === 'string') encoded.v = v;
  else if (v !== undefined && v !== null) wrong('v', 'string');
  const literal = literals.get(value)?.get('rv');
  if (typeof rv === 'number' && literal === undefined) encoded.rv = rv;
  else if (typeof rv === 'number') wrong('rv', 'int64', `number ${literal ?? ''}`);
  else if (rv !== undefined && rv !== null) wrong('rv', 'int64');
  if (typeof start === 'string') encoded.start = start;
  else if (start !== undefined && start !== null) wrong('start', 'string');
  return encoded;
}

function invalid(why: string): Error {
  return newBadRequest(`invalid continue token: continue key is not valid: ${why}`);
}
