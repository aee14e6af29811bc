import { isJSONObject, type JSONValue } from '../json.js';

/** One step of a path: from values to those inside. Throws {@link PathError} for values that it makes no sense of. */
type PathStep = (values: readonly JSONValue[]) => JSONValue[];

/** A path means nothing, or nothing for a value. */
export class PathError extends Error {
  override name = 'PathError';
}

/**
 * Compiles the path of a column, as `.status.conditions[?(@.type=="Ready")].status`: fields, `['name']`, indices, slices, `*`, and
 * filters that compare or ask for existence (client-go `util/jsonpath`). What is not there gives no values.
 *
 * Throws {@link PathError} for a path that is none; what it gives throws one for a value that the path does not fit.
 */
export function compilePath(path: string): PathStep {
  const steps: PathStep[] = [];
  let rest = path.trim().replace(/^[$@]/, '');
  while (rest !== '') {
    const found = firstStep(rest);
    if (!found) throw new PathError(`JSONPath ${JSON.stringify(path)}: what is ${JSON.stringify(rest)}?`);
    steps.push(found.step);
    rest = rest.slice(found.length);
  }
  return (values) => steps.reduce<JSONValue[]>((current, step) => step(current), [...values]);
}

function firstStep(text: string): { step: PathStep; length: number } | undefined {
  const filter = /^\[\?\(((?:"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|[^)"'])*)\)\]/.exec(text);
  if (filter) return { step: filterStep(filter[1] ?? ''), length: filter[0].length };
  const key = /^\['([^']*)'\]/.exec(text);
  if (key) return { step: compilePath(`.${key[1] ?? ''}`), length: key[0].length };
  const wildcard = /^(?:\[\*\]|\.\*)/.exec(text);
  if (wildcard) return { step: insideStep, length: wildcard[0].length };
  const slice = /^\[(-?\d*)(?::(-?\d*))?(?::(-?\d*))?\]/.exec(text);
  if (slice && slice[0] !== '[]') return { step: sliceStep(slice), length: slice[0].length };
  const field = /^\.((?:\\.|[^\s.,[\]$@{}\\])+)/.exec(text);
  if (field) return { step: fieldStep((field[1] ?? '').replaceAll('\\', '')), length: field[0].length };
  return undefined;
}

function fieldStep(name: string): PathStep {
  return (values) =>
    values.flatMap((value) => {
      const found = isJSONObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      return found === undefined ? [] : [found];
    });
}

function insideStep(values: readonly JSONValue[]): JSONValue[] {
  return values.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
}

/** `[2]`, `[-1]`, `[1:3]`, `[::2]` */
function sliceStep([, from = '', to, step]: RegExpExecArray): PathStep {
  const parsed = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);
  return elementsOf((list) => {
    const start = fromEnd(parsed(from) ?? 0, list.length);
    const end = to === undefined ? start + 1 : fromEnd(parsed(to) ?? list.length, list.length);
    if (end === start) return [];
    if (start < 0 || start >= list.length || end < start || end > list.length) throw new PathError('index out of bounds');
    const every = parsed(step) ?? 1;
    if (every <= 0) throw new PathError('a step has to be above 0');
    return list.slice(start, end).filter((_, index) => index % every === 0);
  });
}

function fromEnd(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

/** `@.type=="Ready"` or `@.name` */
function filterStep(condition: string): PathStep {
  const found = /^([^!<>=]+)([!<>=]+)(.+)$/.exec(condition);
  const left = compilePath((found?.[1] ?? condition).trim());
  if (!found) return elementsOf((list) => list.filter((element) => left([element]).length > 0));
  const [, , operator = '', text = ''] = found;
  const right = operand(text.trim());
  return elementsOf((list) =>
    list.filter((element) => {
      const [[a, ...moreLeft], [b, ...moreRight]] = [left([element]), right([element])];
      if (a === undefined || b === undefined) return false;
      if (moreLeft.length + moreRight.length > 0) throw new PathError('only one value can be compared');
      return holds(a, operator, b);
    }),
  );
}

function elementsOf(select: (list: readonly JSONValue[]) => JSONValue[]): PathStep {
  return (values) =>
    values.flatMap((value) => {
      if (value === null) return [];
      if (!Array.isArray(value)) throw new PathError('not a list');
      return select(value);
    });
}

function operand(text: string): PathStep {
  const quoted = /^(["'])(.*)\1$/.exec(text);
  if (quoted) return constant((quoted[2] ?? '').replace(/\\(.)/g, '$1'));
  if (text === 'true' || text === 'false') return constant(text === 'true');
  return /^[-+]?\d+(?:\.\d+)?$/.test(text) ? constant(Number(text)) : compilePath(text);
}

function constant(value: JSONValue): PathStep {
  return () => [value];
}

function holds(a: JSONValue, operator: string, b: JSONValue): boolean {
  if (typeof a !== typeof b || typeof a === 'object' || typeof b === 'object') throw new PathError('cannot be compared');
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      throw new PathError(`no operator ${operator}`);
  }
}
