import { parseGoDuration } from '../go-duration.js';
import { EvaluationError } from './evaluation-error.js';

const second = 1_000_000_000n;
const largest = 2n ** 63n - 1n;
const smallest = -(2n ** 63n);

/** A span of time, as Go has it: up to 292 years. */
export class Duration {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
    if (nanoseconds > largest || nanoseconds < smallest) throw new EvaluationError('integer overflow');
  }

  /** Reads `1h30m`, as Go does. Undefined if it is none. */
  static parse(text: string): Duration | undefined {
    try {
      return new Duration(parseGoDuration(text));
    } catch {
      return undefined;
    }
  }

  /** In seconds: `5400s`, `0.5s`. */
  toString(): string {
    const amount = this.nanoseconds < 0n ? -this.nanoseconds : this.nanoseconds;
    const fraction = (amount % second).toString().padStart(9, '0').replace(/0+$/, '');
    return `${this.nanoseconds < 0n ? '-' : ''}${String(amount / second)}${fraction === '' ? '' : `.${fraction}`}s`;
  }
}

const earliest = BigInt(Date.UTC(2000, 0, 1) - 730_119 * 86_400_000) * 1_000_000n;
const latest = BigInt(Date.UTC(9999, 11, 31, 23, 59, 59, 999)) * 1_000_000n + 999_999n;
const syntax = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/;

/** A point in time, from the year 1 to 9999. */
export class Timestamp {
  /** Since 1970. */
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
    if (nanoseconds < earliest || nanoseconds > latest) throw new EvaluationError('timestamp overflow');
  }

  /** Reads RFC 3339, as Go does. Undefined if it is none. */
  static parse(text: string): Timestamp | undefined {
    const [, year = '', month = '', day = '', hour = '', minute = '', seconds = '', fraction = '', zone = ''] =
      syntax.exec(text) ?? [];
    if (zone === '' || Number(hour) > 23 || Number(minute) > 59 || Number(seconds) > 59) return undefined;
    const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
    if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
    const [zoneHours = 0, zoneMinutes = 0] = zone === 'Z' ? [] : zone.slice(1).split(':').map(Number);
    if (zoneHours > 24 || zoneMinutes > 60) return undefined;
    const offset = (zoneHours * 60 + zoneMinutes) * (zone.startsWith('-') ? -60 : 60);
    const whole = BigInt(date.getTime() / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(seconds) - offset);
    return new Timestamp(whole * second + BigInt(fraction.slice(0, 9).padEnd(9, '0')));
  }

  /** RFC 3339 in UTC, with as many digits as there are. */
  toString(): string {
    const fraction = this.nanosecond.toString().padStart(9, '0').replace(/0+$/, '');
    const whole = new Date(this.milliseconds).toISOString().slice(0, 19);
    return `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
  }

  /** Since 1970, rounded down. */
  get milliseconds(): number {
    return Number((this.nanoseconds - BigInt(this.nanosecond)) / 1_000_000n) + Math.floor(this.nanosecond / 1_000_000);
  }

  /** Within its second. */
  get nanosecond(): number {
    return Number(((this.nanoseconds % second) + second) % second);
  }
}
