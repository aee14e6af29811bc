import { quote } from '@kubewright/rest';
import { parseGoDuration } from '../../go-duration.js';
import { timeZoneProblem } from './time-zone.js';

interface Bounds {
  least: number;
  most: number;
  /** Names of numbers from 0, in small letters. */
  names?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const bounds: readonly Bounds[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: ['', ...months] },
  { least: 0, most: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

const descriptor = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/** What is wrong with the schedule of a CronJob, in the server's words (robfig/cron ParseStandard). Undefined if nothing is. */
export function scheduleProblem(schedule: string): string | undefined {
  let spec = schedule;
  if (/^(?:CRON_)?TZ=/.test(schedule)) {
    const end = schedule.indexOf(' ');
    // The server's own mistake, which it tells as it is.
    if (end < 0) return 'invalid schedule format: runtime error: slice bounds out of range [:-1]';
    const zone = schedule.slice(schedule.indexOf('=') + 1, end);
    const problem = zone === '' ? undefined : timeZoneProblem(zone);
    if (problem !== undefined) return `provided bad location ${zone}: ${problem}`;
    spec = schedule.slice(end).trim();
  }
  if (spec.startsWith('@')) return descriptorProblem(spec);
  const fields = spec.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  for (const [index, field] of fields.entries()) {
    for (const range of field.split(',').filter((part) => part !== '')) {
      const problem = rangeProblem(range, bounds[index] as Bounds);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function rangeProblem(range: string, { least, most, names = [] }: Bounds): string | undefined {
  const [run = '', ...steps] = range.split('/');
  const limits = run.split('-');
  try {
    let [start, end, step] = [least, most, 1];
    if (limits[0] !== '*' && limits[0] !== '?') {
      const valueOf = (limit = ''): number => {
        const named = limit === '' ? -1 : names.indexOf(limit.toLowerCase());
        return named < 0 ? numberOf(limit) : named;
      };
      start = end = valueOf(limits[0]);
      if (limits.length > 2) return `too many hyphens: ${range}`;
      if (limits.length === 2) end = valueOf(limits[1]);
    }
    if (steps.length > 1) return `too many slashes: ${range}`;
    if (steps.length === 1) {
      step = numberOf(steps[0] ?? '');
      if (limits.length === 1) end = most;
    }
    if (start < least) return `beginning of range (${start}) below minimum (${least}): ${range}`;
    if (end > most) return `end of range (${end}) above maximum (${most}): ${range}`;
    if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${range}`;
    return step === 0 ? `step of range should be a positive number: ${range}` : undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function numberOf(text: string): number {
  const why = (what: string): Error =>
    new Error(`failed to parse int from ${text}: strconv.Atoi: parsing ${quote(text)}: ${what}`);
  if (!/^[+-]?\d+$/.test(text)) throw why('invalid syntax');
  const number = Number(text);
  if (Math.abs(number) >= 2 ** 63) throw why('value out of range');
  if (number < 0) throw new Error(`negative number (${number}) not allowed: ${text}`);
  return number;
}

function descriptorProblem(text: string): string | undefined {
  if (descriptor.test(text)) return undefined;
  if (!text.startsWith('@every ')) return `unrecognized descriptor: ${text}`;
  const problem = durationProblem(text.slice('@every '.length));
  return problem === undefined ? undefined : `failed to parse duration ${text}: time: ${problem}`;
}

/** What Go says of a duration, as `1h30m`. */
function durationProblem(text: string): string | undefined {
  try {
    parseGoDuration(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
