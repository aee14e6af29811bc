/** How the bytes of an answer say what it says. */
export type Encoding = 'json' | 'protobuf' | 'yaml';

/** What a client wants objects to be turned into: the parameters `as`, `g` and `v` of a media type. */
export interface Transformation {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
}

/** A media type that a client accepts and the server has. */
export interface MediaType {
  readonly encoding: Encoding;
  /** Undefined if objects are wanted as they are. */
  readonly transformation: Transformation | undefined;
  /** Whether JSON is to have line breaks and blanks, for people. */
  readonly isPretty: boolean;
}

/** What media types can be had of some answer. @param transformation undefined if the client wants none */
export type Allows = (encoding: Encoding, transformation: Transformation | undefined) => boolean;

/** As in `Content-Type`, in the order in which the server prefers them. */
export const contentTypes: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  protobuf: 'application/vnd.kubernetes.protobuf',
};
const encodings = Object.keys(contentTypes) as Encoding[];

/** What a server has of all that is no transformation: for errors and discovery. */
export const asTheyAre: Allows = (_encoding, transformation) => transformation === undefined;

/**
 * What an `Accept` header wants most of what the server has (apiserver `negotiation.NegotiateMediaTypeOptions`); undefined if that is
 * nothing.
 */
export function chooseMediaType(accept: string | undefined, allows: Allows): MediaType | undefined {
  if (accept === undefined || accept.trim() === '') return { encoding: 'json', transformation: undefined, isPretty: false };
  for (const { type, parameters } of clauses(accept)) {
    const transformation = transformationOf(parameters);
    const stream = parameters.get('stream') ?? '';
    for (const encoding of encodings) {
      if (type !== contentTypes[encoding] && type !== 'application/*' && type !== '*/*') continue;
      if (stream !== '' && (stream !== 'watch' || encoding === 'yaml')) continue;
      if (allows(encoding, transformation)) return { encoding, transformation, isPretty: parameters.get('pretty') === '1' };
    }
  }
  return undefined;
}

/** Whether a request wants JSON for people beside what its `Accept` header says (apiserver `negotiation.isPrettyPrint`). */
export function wantsPretty(query: URLSearchParams, userAgent = ''): boolean {
  const wanted = query.get('pretty') ?? '';
  return wanted === '' ? /^(?:curl|Wget|Mozilla\/5\.0)/.test(userAgent) : /^(?:1|t|T|true|TRUE|True)$/.test(wanted);
}

/** Whether an `Accept` header names any of some types, whatever the parameters are (go-restful's `matchesAccept`). */
export function acceptsAny(accept: string | undefined, types: readonly string[]): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').some((text) => {
    const type = text.split(';', 1)[0]?.trim() ?? '';
    return type === '*/*' || types.includes(type);
  });
}

interface Clause {
  /** As `application/json`, `application/*` or with an asterisk for both. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

/** In the order in which they are preferred (goautoneg `ParseAccept`). */
function clauses(accept: string): Clause[] {
  const sorted: Clause[] = [];
  for (const clause of accept.split(',').flatMap(clauseOf)) {
    // As Go sorts so few: a type before wildcards may come before what is wanted more.
    let place = sorted.length;
    while (place > 0 && isBefore(clause, sorted[place - 1] as Clause)) place--;
    sorted.splice(place, 0, clause);
  }
  return sorted;
}

function clauseOf(text: string): Clause[] {
  const [range = '', ...rest] = text.split(';').map((part) => part.trim());
  const type = range === '*' ? '*/*' : range;
  if (!/^[^/]*\/[^/]+$/.test(type)) return [];
  // A parameter without a value is none.
  const pairs = rest.map((part) => part.split('=')).filter(({ length, 1: value }) => length === 2 && value !== '');
  const parameters = new Map(pairs.map(([name = '', value = '']): [string, string] => [name.trim(), value.trim()]));
  const quality = Number(parameters.get('q') ?? '1');
  return [{ type, parameters, quality: Number.isNaN(quality) ? 0 : quality }];
}

function isBefore(one: Clause, other: Clause): boolean {
  if (one.quality > other.quality) return true;
  if (!one.type.startsWith('*/') && other.type.startsWith('*/')) return true;
  return !one.type.endsWith('/*') && other.type.endsWith('/*');
}

function transformationOf(parameters: ReadonlyMap<string, string>): Transformation | undefined {
  if (!['as', 'g', 'v'].some((name) => parameters.has(name))) return undefined;
  return { kind: parameters.get('as') ?? '', group: parameters.get('g') ?? '', version: parameters.get('v') ?? '' };
}
