import { quote } from '@kubewright/rest';

/** The first and the last of a run of indexes. */
type Run = readonly [first: number, last: number];

/**
 * Counts the indexes in a text as `0,3-5` (Kubernetes validateIndexesFormat). Throws an Error, with the server's words, for one that is
 * none.
 */
export function countIndexes(text: string, completions: number): number {
  let total = 0;
  let before: number | undefined;
  for (const run of text === '' ? [] : text.split(',')) {
    const [first, last] = parseRun(run, completions);
    if (before !== undefined && before >= first) throw notIncreasing(before, first);
    total += last - first + 1;
    before = last;
  }
  return total;
}

/** The first index that two texts have in common; undefined if there is none. Runs that are wrong are passed over. */
export function commonIndex(a: string, b: string, completions: number): number | undefined {
  const [left, right] = [a, b].map((text) => text.split(',').flatMap((run) => tryRun(run, completions)));
  for (let i = 0, j = 0; ;) {
    const [one, other] = [left?.[i], right?.[j]];
    if (!one || !other) return undefined;
    if (one[0] <= other[1] && other[0] <= one[1]) return Math.max(one[0], other[0]);
    if (one[0] <= other[0]) i++;
    else j++;
  }
}

function tryRun(run: string, completions: number): Run[] {
  try {
    return [parseRun(run, completions)];
  } catch {
    return []; // Who validates the format tells of it.
  }
}

function parseRun(run: string, completions: number): Run {
  const limits = run.split('-');
  if (limits.length > 2) {
    const rule = "an index interval can have at most two parts separated by '-'";
    throw new Error(`the fragment ${quote(run)} violates the requirement that ${rule}`);
  }
  const [first = 0, last = first] = limits.map((limit) => {
    if (!/^\+?\d+$/.test(limit)) throw new Error(`cannot convert string to integer for index: ${quote(limit)}`);
    if (Number(limit) >= completions) throw new Error(`too large index: ${quote(limit)}`);
    return Number(limit);
  });
  if (limits.length === 2 && first >= last) throw notIncreasing(first, last);
  return [first, last];
}

function notIncreasing(previous: number, current: number): Error {
  return new Error(`non-increasing order, previous: ${previous}, current: ${current}`);
}
