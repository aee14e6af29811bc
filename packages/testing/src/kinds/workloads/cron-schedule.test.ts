import { describe, expect, it } from '@jest/globals';
import { scheduleProblem } from './cron-schedule.js';

describe('the schedule of a CronJob', () => {
  it.each([
    '* * * * *',
    ' */15  0-23/2 1,15 jan-DEC mon ',
    '? ? ? ? ?',
    '5/7 +3 * * 0-6',
    '@hourly',
    '@every 1h30m',
    '@every -.5us',
  ])('may be %j', (schedule) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
  });

  it.each([
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['5-3 * * * *', 'beginning of range (5) beyond end of range (3): 5-3'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['* * * jan-foo *', 'failed to parse int from foo: strconv.Atoi: parsing "foo": invalid syntax'],
    ['@Hourly', 'unrecognized descriptor: @Hourly'],
    ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
    ['@every 5d', 'failed to parse duration @every 5d: time: unknown unit "d" in duration "5d"'],
    ['TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
    ['TZ=Nowhere/Here * * * * *', 'provided bad location Nowhere/Here: unknown time zone Nowhere/Here'],
  ])('may not be %j', (schedule, problem) => {
    expect(scheduleProblem(schedule)).toBe(problem);
  });
});
