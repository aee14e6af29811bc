import { describe, expect, it } from '@jest/globals';
import { countStep, parseSteps } from './tally-reports.mjs';

const step = (status: number): Parameters<typeof countStep>[0] => ({
  name: 'npm test',
  status,
  seconds: 1,
  report: 'reports/unit.json',
});
const report = (counts: object): string => JSON.stringify(counts);

describe('countStep', () => {
  it('takes the counts of the report', () => {
    expect(countStep(step(1), report({ numPassedTests: 7, numFailedTests: 2 }))).toMatchObject({ passed: 7, failed: 2 });
  });

  it('counts a test file that could not be run as one failure', () => {
    expect(countStep(step(1), report({ numPassedTests: 7, numFailedTests: 0, numRuntimeErrorTestSuites: 1 }))).toMatchObject({
      passed: 7,
      failed: 1,
    });
  });

  it('counts one failure when the runner left no report, even if it exited 0', () => {
    expect(countStep(step(0), undefined)).toMatchObject({ passed: 0, failed: 1 });
    expect(countStep(step(1), '{"numPassedTests": 7, "numFai')).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts one failure when the runner failed and no test did', () => {
    expect(countStep(step(1), report({ numPassedTests: 7, numFailedTests: 0 }))).toMatchObject({ passed: 7, failed: 1 });
  });

  it('counts one failure when no test ran', () => {
    expect(countStep(step(0), report({ numPassedTests: 0, numFailedTests: 0 }))).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a step without tests only when it fails', () => {
    const bare = { name: 'tools', seconds: 1 };
    expect(countStep({ ...bare, status: 0 }, undefined)).toMatchObject({ passed: 0, failed: 0 });
    expect(countStep({ ...bare, status: 1 }, undefined)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('parseSteps', () => {
  it('reads one step a line; a dash stands for no report', () => {
    expect(parseSteps('npm ci\t0\t23\t-\nnpm test\t1\t4\treports/unit.json\n')).toEqual([
      { name: 'npm ci', status: 0, seconds: 23 },
      { name: 'npm test', status: 1, seconds: 4, report: 'reports/unit.json' },
    ]);
  });
});
