const largestSeconds = 2n ** 63n - 1n;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** The three forms of a date in HTTP (RFC 9110, section 5.6.7): today's, and two that servers must not send any more. */
const dates = [
  /^[A-Z][a-z]{2}, (?<day>\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^[A-Z][a-z]{5,8}, (?<day>\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/,
];

/**
 * The milliseconds to wait that a `Retry-After` header asks for, or undefined if it is absent or says nothing usable.
 *
 * A decimal integer is seconds, as client-go reads it: negative means now, a fraction or more than 64 bits is not understood.
 * Beyond client-go, an HTTP date is understood too; one that is past means now.
 */
export function parseRetryAfter(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  if (/^[+-]?\d+$/.test(text)) {
    const seconds = BigInt(text.replace('+', ''));
    if (seconds > largestSeconds || seconds < -largestSeconds - 1n) return undefined;
    return Math.max(0, Number(seconds) * 1_000);
  }
  const date = parseDate(text, now);
  return date === undefined ? undefined : Math.max(0, date - now.getTime());
}

/** Milliseconds since 1970. */
function parseDate(text: string, now: Date): number | undefined {
  for (const form of dates) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const { day = '', month = '', year = '', time = '' } = groups;
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
    const date = Date.UTC(fullYear(year, now), months.indexOf(month), Number(day), hour, minute, second);
    // Date.UTC rolls what is out of range over to something else.
    const isReal =
      new Date(date).getUTCDate() === Number(day) && months.includes(month) && hour < 24 && minute < 60 && second < 61;
    return isReal ? date : undefined;
  }
  return undefined;
}

/** Two digits that seem more than 50 years ahead mean the century before (RFC 9110, section 5.6.7). */
function fullYear(digits: string, now: Date): number {
  if (digits.length === 4) return Number(digits);
  const latest = now.getUTCFullYear() + 50;
  return latest - ((latest - Number(digits)) % 100);
}
