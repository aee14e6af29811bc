import { RE2JS } from 're2js';
import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { CelList } from '../values.js';

const compiled = new Map<string, RE2JS>();

/**
 * A regular expression in the syntax of RE2, which takes time in proportion to the text. @throws {EvaluationError} for what is none
 */
export function regularExpression(pattern: string): RE2JS {
  let expression = compiled.get(pattern);
  if (!expression) {
    try {
      expression = RE2JS.compile(pattern);
    } catch (error) {
      throw new EvaluationError(`error parsing regexp: ${(error as Error).message.replace(/^error parsing regexp: /, '')}`);
    }
    // Rules have few; those that come from objects are not kept for ever.
    if (compiled.size > 1000) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression;
}

function findAll(text: string, pattern: string, most = -1n): CelList {
  const matcher = regularExpression(pattern).matcher(text);
  const found: string[] = [];
  while ((most < 0n || found.length < most) && matcher.find()) found.push(matcher.group() ?? '');
  return new CelList(found);
}

/** Of the language, and of Kubernetes (apiserver `pkg/cel/library/regex.go`). */
export const regularExpressions: Library = {
  'matches(string, string) -> bool': matches,
  'string::matches(string) -> bool': matches,
  'string::find(string) -> string': (text: string, pattern: string) => findAll(text, pattern, 1n).items[0] ?? '',
  'string::findAll(string) -> list(string)': findAll,
  'string::findAll(string, int) -> list(string)': findAll,
};

function matches(text: string, pattern: string): boolean {
  return regularExpression(pattern).matcher(text).find();
}
