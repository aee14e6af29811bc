import { conversions } from './library/conversions.js';
import { addresses } from './library/addresses.js';
import { formats } from './library/formats.js';
import { lists } from './library/lists.js';
import { operators } from './library/operators.js';
import { optionals } from './library/optionals.js';
import { quantities } from './library/quantities.js';
import { regularExpressions } from './library/regular-expressions.js';
import { semanticVersions } from './library/semantic-versions.js';
import { sets } from './library/sets.js';
import { strings } from './library/strings.js';
import { times } from './library/times.js';
import { urls } from './library/urls.js';
import { readSignature } from './signature.js';
import type { CelType } from './types.js';
import type { CelValue } from './values.js';

/** What a function does with arguments of the types that its signature says; the receiver is the first of them. */
export type Implementation = (...args: never[]) => CelValue;

/** Functions by their signatures, as `string::find(string) -> string`: before the two colons stands the receiver. */
export type Library = Readonly<Record<string, Implementation>>;

/** One of the signatures that a function has, and what it does with them. */
export interface Overload {
  /** The signature. */
  readonly id: string;
  readonly isMember: boolean;
  /** With the receiver. */
  readonly params: readonly CelType[];
  readonly returns: CelType;
  /** The names in it that stand for any type. */
  readonly typeParams: readonly string[];
  readonly implementation: (...args: CelValue[]) => CelValue;
}

/** All that goes by one name. */
export interface CelFunction {
  readonly overloads: readonly Overload[];
  readonly byId: ReadonlyMap<string, Overload>;
}

/** Of the language, of cel-go's extensions and of Kubernetes (apiserver `pkg/cel/environment/base.go`). */
const libraries: readonly Library[] = [
  operators,
  conversions,
  times,
  optionals,
  strings,
  lists,
  sets,
  regularExpressions,
  urls,
  quantities,
  addresses,
  formats,
  semanticVersions,
];

let functions: ReadonlyMap<string, CelFunction> | undefined;

/** The function of a name, with all its overloads; undefined if there is none. */
export function findFunction(name: string): CelFunction | undefined {
  functions ??= readLibraries();
  return functions.get(name);
}

function readLibraries(): Map<string, CelFunction> {
  const byName = new Map<string, Overload[]>();
  for (const library of libraries)
    for (const [id, implementation] of Object.entries(library)) {
      const { name, ...signature } = readSignature(id);
      const overloads = byName.get(name) ?? [];
      overloads.push({ id, ...signature, implementation: implementation as Overload['implementation'] });
      byName.set(name, overloads);
    }
  return new Map(
    Array.from(byName, ([name, overloads]) => [name, { overloads, byId: new Map(overloads.map((one) => [one.id, one])) }]),
  );
}
