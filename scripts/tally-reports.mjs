// @ts-check
// How many tests passed and failed in all steps of a CI run?
//
//   node scripts/tally-reports.mjs reports/steps.tsv
//
// Each line of the file is one step: name, exit status, seconds, the report that its runner should have written or `-`, and the
// file that has its output.
// What failed is told at the end, where a log that is cut off at its top still has it. The last line is `N passed, N failed`.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { root } from './workspaces.mjs';

/** @typedef {{ status?: string, fullName?: string, failureMessages?: string[] }} Assertion */
/** @typedef {{ name?: string, status?: string, message?: string, assertionResults?: Assertion[] }} Suite */
/**
 * @typedef {object} Report as Jest writes it
 * @property {number} [numPassedTests]
 * @property {number} [numFailedTests]
 * @property {number} [numRuntimeErrorTestSuites]
 * @property {Suite[]} [testResults]
 */
/** @typedef {{ name: string, status: number, seconds: number, report?: string, log?: string }} Step */
/** @typedef {Step & { passed: number, failed: number, remark: string }} Counted */

/**
 * Counts one step. It fails at least once if its command failed, and if its runner wrote no report or ran nothing.
 *
 * @param {Step} step
 * @param {string | undefined} reportText undefined if there is none
 * @returns {Counted}
 */
export function countStep(step, reportText) {
  if (step.report === undefined) return { ...step, passed: 0, failed: step.status === 0 ? 0 : 1, remark: '' };
  const report = parseReport(reportText);
  if (report === undefined) return { ...step, passed: 0, failed: 1, remark: `no report in ${step.report}` };
  const passed = report.numPassedTests ?? 0;
  const failed = (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0);
  if (passed + failed === 0) return { ...step, passed, failed: 1, remark: 'ran no test' };
  if (failed === 0 && step.status !== 0) return { ...step, passed, failed: 1, remark: 'failed outside its tests' };
  return { ...step, passed, failed, remark: '' };
}

/**
 * Reads the list of steps.
 *
 * @param {string} text
 * @returns {Step[]}
 */
export function parseSteps(text) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', status, seconds, report = '-', log] = line.split('\t');
      const step = { name, status: Number(status), seconds: Number(seconds) };
      return { ...step, ...(report === '-' ? {} : { report }), ...(log === undefined ? {} : { log }) };
    });
}

/** How much of what a failed test said is shown. */
const shownLines = 25;
const shownWidth = 1000;
const shownFailures = 20;

/**
 * What failed in a step: the name of each test, or of a file that could not be run, with the beginning of what it said.
 *
 * @param {string | undefined} reportText undefined if there is none
 * @returns {string[]}
 */
export function failuresIn(reportText) {
  const failures = (parseReport(reportText)?.testResults ?? []).flatMap(
    ({ name = '', status, message = '', assertionResults = [] }) => {
      const failed = assertionResults.filter((one) => one.status === 'failed');
      if (failed.length === 0) return status === 'failed' ? [beginning(path.relative(root, name), message)] : [];
      return failed.map(({ fullName = '', failureMessages = [] }) => beginning(fullName, failureMessages.join('\n')));
    },
  );
  const more = failures.length - shownFailures;
  return [...failures.slice(0, shownFailures), ...(more > 0 ? [`and ${String(more)} more`] : [])];
}

/** @type {(title: string, message: string) => string} */
function beginning(title, message) {
  return told(title, stripVTControlCharacters(message).split('\n').slice(0, shownLines));
}

/** @type {(title: string, lines: string[]) => string} */
function told(title, lines) {
  return [title, ...lines.map((line) => `  | ${line.length > shownWidth ? `${line.slice(0, shownWidth)}…` : line}`)].join('\n');
}

/**
 * What a step said last that failed without a test that did.
 *
 * @param {Counted} step
 * @param {string | undefined} output undefined if there is none
 * @returns {string[]}
 */
export function lastWords({ status, failed, remark }, output) {
  if (output === undefined || (status === 0 && failed === 0)) return [];
  const lines = stripVTControlCharacters(output).trimEnd().split('\n');
  return [told(remark === '' ? `exit ${String(status)}` : remark, lines.slice(-shownLines))];
}

/**
 * @param {string | undefined} text
 * @returns {Report | undefined}
 */
function parseReport(text) {
  try {
    return text === undefined ? undefined : /** @type {Report} */ (JSON.parse(text));
  } catch {
    return undefined; // cut off by a crash
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const steps = parseSteps(readFileSync(process.argv[2] ?? path.join(root, 'reports/steps.tsv'), 'utf8'));
  /** @type {(file: string | undefined) => string | undefined} */
  const contents = (file) => {
    const absolute = file && path.join(root, file);
    return absolute && existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
  };
  const read = steps.map((step) => ({ counted: countStep(step, contents(step.report)), report: contents(step.report) }));
  const counted = read.map((step) => step.counted);
  const failures = read.flatMap(({ counted: step, report }) => {
    const failed = failuresIn(report);
    return (failed.length > 0 ? failed : lastWords(step, contents(step.log))).map((failure) => `${step.name}: ${failure}`);
  });
  for (const failure of failures) console.log(`${failure}\n`);
  for (const { name, status, seconds, passed, failed, remark } of counted) {
    const outcome = failed > 0 || status !== 0 ? 'FAILED' : 'ok    ';
    console.log(
      `${outcome} ${String(seconds).padStart(5)} s  ${name}: ${String(passed)} ok, ${String(failed)} not${remark && ` (${remark})`}`,
    );
  }
  for (const failure of failures) console.log(failure.split('\n', 1)[0]);
  const passed = counted.reduce((sum, step) => sum + step.passed, 0);
  const failed = counted.reduce((sum, step) => sum + step.failed, 0);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
