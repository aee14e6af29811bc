import { describe, expect, it } from '@jest/globals';
import { epochNanoseconds, formatMicroTime, formatTime, parseTime, timeFromDate, timeToDate } from './time.js';

const noon = { year: 2026, month: 7, day: 1, hour: 12, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 };

describe('parseTime', () => {
  it('keeps every digit of a second down to the nanosecond', () => {
    expect(parseTime('2026-07-01T10:20:30.123456789Z')).toEqual({
      year: 2026,
      month: 7,
      day: 1,
      hour: 10,
      minute: 20,
      second: 30,
      millisecond: 123,
      microsecond: 456,
      nanosecond: 789,
    });
  });

  // The moment, and both ways to write it, were observed from Go 1.26 and apimachinery 0.36.3.
  it.each([
    ['2026-07-01T10:20:30Z', '2026-07-01T10:20:30.000000Z'],
    ['2026-07-01T10:20:30.123456Z', '2026-07-01T10:20:30.123456Z'],
    ['2026-07-01T10:20:30.1Z', '2026-07-01T10:20:30.100000Z'],
    ['2026-07-01T10:20:30.123456789Z', '2026-07-01T10:20:30.123456Z'],
    ['2026-07-01T10:20:30.1234567891234Z', '2026-07-01T10:20:30.123456Z'],
    ['2026-07-01T10:20:30+02:00', '2026-07-01T08:20:30.000000Z'],
    ['2026-07-01T10:20:30.5-23:59', '2026-07-02T10:19:30.500000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
    ['0099-05-06T07:08:09Z', '0099-05-06T07:08:09.000000Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500000Z'],
    ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('reads %s', (text, micro) => {
    expect(formatMicroTime(parseTime(text))).toBe(micro);
    expect(formatTime(parseTime(text))).toBe(micro.replace(/\.\d+/, ''));
  });

  it.each(['month', 'day', 'hour', 'minute', 'second'])('names the %s that is out of range', (field) => {
    const texts = {
      month: ['2026-13-01T00:00:00Z', '2026-00-01T00:00:00Z'],
      day: [
        '2026-02-29T00:00:00Z',
        '1900-02-29T00:00:00Z',
        '2026-01-00T00:00:00Z',
        '2026-01-32T00:00:00Z',
        '2026-04-31T00:00:00Z',
      ],
      hour: ['2026-01-01T24:00:00Z'],
      minute: ['2026-01-01T23:60:00Z'],
      second: ['2026-01-01T23:59:60Z'],
    }[field] as string[];
    for (const text of texts)
      expect(() => parseTime(text)).toThrow(new Error(`cannot parse the time "${text}": ${field} out of range`));
  });

  it.each([
    '',
    '2026-07-01',
    '2026-07-01T10:20:30',
    '2026-07-01 10:20:30Z',
    '2026-07-01t10:20:30z',
    '2026-1-01T01:02:03Z',
    '12026-01-01T01:02:03Z',
    '2026-01-01T01:02:03+0200',
    '2026-01-01T01:02:03.Z',
    '2026-01-01T01:02:03Zx',
    '2026-01-01T01:02:03Z\n',
  ])('refuses %j', (text) => {
    expect(() => parseTime(text)).toThrow(
      new Error(`cannot parse the time ${JSON.stringify(text)}: it must look like 2006-01-02T15:04:05Z (RFC 3339)`),
    );
  });

  it.each(['2026-01-01T1:02:03Z', '2026-01-01T01:02:03,5Z', '2026-01-01T01:02:03+24:00', '2026-01-01T01:02:03+23:60'])(
    'refuses %s, which Go takes and RFC 3339 does not',
    (text) => {
      expect(() => parseTime(text)).toThrow('cannot parse the time');
    },
  );

  it.each(['9999-12-31T23:59:59-01:00', '0000-01-01T00:00:00+01:00'])(
    'refuses %s, whose year in UTC has no four digits',
    (text) => {
      expect(() => parseTime(text)).toThrow('year out of range');
    },
  );
});

describe('formatting', () => {
  it('writes whole seconds for Time and exactly six digits for MicroTime', () => {
    const parts = { ...noon, millisecond: 1, microsecond: 20, nanosecond: 999 };
    expect(formatTime(parts)).toBe('2026-07-01T12:00:00Z');
    expect(formatMicroTime(parts)).toBe('2026-07-01T12:00:00.001020Z');
  });

  it('takes a Date', () => {
    const date = new Date('2026-07-01T12:00:00.789Z');
    expect(formatTime(date)).toBe('2026-07-01T12:00:00Z');
    expect(formatMicroTime(date)).toBe('2026-07-01T12:00:00.789000Z');
  });

  it('refuses what has no such form', () => {
    expect(() => formatTime(new Date(NaN))).toThrow(new RangeError('cannot write an invalid date as RFC 3339'));
    expect(() => formatMicroTime(new Date(Date.UTC(10_000, 0)))).toThrow(
      new RangeError('cannot write the year 10000 as RFC 3339'),
    );
  });
});

describe('Dates and nanoseconds', () => {
  it('cuts what a Date cannot hold', () => {
    expect(timeToDate('2026-07-01T12:00:00.123999Z')).toEqual(new Date('2026-07-01T12:00:00.123Z'));
    expect(timeToDate('1969-12-31T23:59:59.9999Z').getTime()).toBe(-1);
    expect(timeToDate({ ...noon, year: 50 }).getUTCFullYear()).toBe(50);
  });

  it('brings a Date to parts and back', () => {
    const date = new Date('2026-07-01T12:34:56.789Z');
    expect(timeFromDate(date)).toEqual({ ...noon, minute: 34, second: 56, millisecond: 789 });
    expect(timeToDate(timeFromDate(date))).toEqual(date);
  });

  it('counts nanoseconds from 1970, before it too', () => {
    expect(epochNanoseconds('1970-01-01T00:00:01.000000001Z')).toBe(1_000_000_001n);
    expect(epochNanoseconds('1969-12-31T23:59:59.999999999Z')).toBe(-1n);
    expect(epochNanoseconds(new Date(5))).toBe(5_000_000n);
    const [earlier, later] = ['2026-07-01T12:00:00.000001Z', '2026-07-01T14:00:00.000002+02:00'].map(epochNanoseconds) as [
      bigint,
      bigint,
    ];
    expect(later - earlier).toBe(1_000n);
  });
});
