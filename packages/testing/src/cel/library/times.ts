import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import type { Duration, Timestamp } from '../time-values.js';

const hour = 3_600_000_000_000n;

/** A point in time as a date whose UTC fields are those of a zone. @param zone `Europe/Berlin`, `+02:00`; UTC if empty */
function inZone({ milliseconds }: Timestamp, zone: string): Date {
  if (zone === '' || zone === 'UTC') return new Date(milliseconds);
  const [, sign, hours, minutes] = /^([+-]?)(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (hours !== undefined)
    return new Date(milliseconds + (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000));
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', hourCycle: 'h23' });
  } catch {
    throw new EvaluationError(`unknown time zone ${zone}`);
  }
  const offset = format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, s = '', h = '0', m = '0', x = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offset) ?? [];
  const seconds = Number(h) * 3600 + Number(m) * 60 + Number(x);
  return new Date(milliseconds + (s === '-' ? -1000 : 1000) * seconds);
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
}

const getters: Readonly<Record<string, (date: Date, time: Timestamp) => number>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDayOfYear: dayOfYear,
  getDate: (date) => date.getUTCDate(),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDayOfWeek: (date) => date.getUTCDay(),
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (_, { nanosecond }) => Math.floor(nanosecond / 1_000_000),
};

/** What a point in time and a span say of themselves. */
export const times: Library = {
  ...Object.fromEntries(
    Object.entries(getters).flatMap(([name, get]) => [
      [`timestamp::${name}() -> int`, (time: Timestamp) => BigInt(get(inZone(time, ''), time))],
      [`timestamp::${name}(string) -> int`, (time: Timestamp, zone: string) => BigInt(get(inZone(time, zone), time))],
    ]),
  ),
  'duration::getHours() -> int': ({ nanoseconds }: Duration) => nanoseconds / hour,
  'duration::getMinutes() -> int': ({ nanoseconds }: Duration) => nanoseconds / (hour / 60n),
  'duration::getSeconds() -> int': ({ nanoseconds }: Duration) => nanoseconds / (hour / 3600n),
  'duration::getMilliseconds() -> int': ({ nanoseconds }: Duration) => nanoseconds / 1_000_000n,
};
