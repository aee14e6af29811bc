import { describe, expect, it } from '@jest/globals';
import { timeZoneProblem } from './time-zone.js';

describe('a time zone', () => {
  it.each(['UTC', 'Local', 'Europe/Berlin', 'Asia/Kolkata', 'US/Pacific', 'Etc/GMT+5', 'EST'])('is %s', (name) => {
    expect(timeZoneProblem(name)).toBeUndefined();
  });

  it.each(['utc', 'europe/berlin', 'us/Pacific', 'PST', '+0500', 'SystemV/PST8', 'Nowhere/Here'])('is not %s', (name) => {
    expect(timeZoneProblem(name)).toBe(`unknown time zone ${name}`);
  });

  it('is no path', () => {
    expect(timeZoneProblem('../UTC')).toBe('time: invalid location name');
  });
});
