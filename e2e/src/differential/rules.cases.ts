import type { DifferentialCase } from './case.js';
import { refusedRuleCases, refusedSchemaCases } from './rules.definitions.js';
import { evaluatedCases } from './rules.evaluated.js';
import { transitionCases } from './rules.transitions.js';

/** Rules in CEL of custom resources, and definitions that are refused. */
export const ruleCases: readonly DifferentialCase[] = [
  ...evaluatedCases,
  ...transitionCases,
  ...refusedRuleCases,
  ...refusedSchemaCases,
];
