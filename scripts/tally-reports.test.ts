import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { countStep, failuresIn, lastWords, parseSteps } from './tally-reports.mjs';

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

describe('failuresIn', () => {
  const failed = (fullName: string, message: string): object => ({ status: 'failed', fullName, failureMessages: [message] });

  it('names each test that failed, and says what it said', () => {
    const assertionResults = [{ status: 'passed', fullName: 'a' }, failed('b c', '\u001b[31mExpected 1\u001b[39m\nReceived 2')];
    expect(failuresIn(report({ testResults: [{ status: 'failed', assertionResults }] }))).toEqual([
      'b c\n  | Expected 1\n  | Received 2',
    ]);
  });

  it('names a file that could not be run', () => {
    const name = fileURLToPath(new URL('x.test.ts', import.meta.url));
    expect(
      failuresIn(report({ testResults: [{ name, status: 'failed', message: 'SyntaxError', assertionResults: [] }] })),
    ).toEqual(['scripts/x.test.ts\n  | SyntaxError']);
  });

  it('shows no more than can be read', () => {
    const long = Array.from({ length: 100 }, (_, line) => `line ${String(line)}`).join('\n');
    const assertionResults = Array.from({ length: 30 }, (_, i) => failed(`test ${String(i)}`, long));
    const shown = failuresIn(report({ testResults: [{ status: 'failed', assertionResults }] }));
    expect(shown).toHaveLength(21);
    expect(shown.at(-1)).toBe('and 10 more');
    expect(shown.join('\n').split('\n').length).toBeLessThan(600);
  });

  it('says nothing of a report that says nothing', () => {
    expect(failuresIn(undefined)).toEqual([]);
    expect(failuresIn('{"numPassedTests": 7, "numFai')).toEqual([]);
    expect(failuresIn(report({ numPassedTests: 7 }))).toEqual([]);
  });
});

describe('lastWords', () => {
  const bare = { name: 'npm start', seconds: 1 };

  it('are the end of what a step printed that failed', () => {
    const output = Array.from({ length: 100 }, (_, line) => `line ${String(line)}`).join('\n');
    const shown = lastWords(countStep({ ...bare, status: 3 }, undefined), `${output}\n`);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.split('\n')).toHaveLength(26);
    expect(shown[0]).toMatch(/^exit 3\n {2}\| line 75\n[^]*line 99$/);
  });

  it('say why a step failed all of whose tests passed', () => {
    const failed = countStep(step(1), report({ numPassedTests: 7, numFailedTests: 0 }));
    expect(lastWords(failed, 'a worker did not stop\n')).toEqual(['failed outside its tests\n  | a worker did not stop']);
  });

  it('are cut where a line goes on', () => {
    expect(lastWords(countStep({ ...bare, status: 1 }, undefined), 'x'.repeat(5000))[0]?.length).toBeLessThan(1100);
  });

  it('are nothing if a step passed, or left no output', () => {
    expect(lastWords(countStep({ ...bare, status: 0 }, undefined), 'fine\n')).toEqual([]);
    expect(lastWords(countStep({ ...bare, status: 1 }, undefined), undefined)).toEqual([]);
  });
});

describe('parseSteps', () => {
  it('reads one step a line; a dash stands for no report', () => {
    expect(parseSteps('npm ci\t0\t23\t-\nnpm test\t1\t4\treports/unit.json\treports/step-1.log\n')).toEqual([
      { name: 'npm ci', status: 0, seconds: 23 },
      { name: 'npm test', status: 1, seconds: 4, report: 'reports/unit.json', log: 'reports/step-1.log' },
    ]);
  });
});
