/** What an expression fails with, in the words of cel-go. Logical operators and quantifiers may go on without what failed. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** An expression took more than it may; nothing absorbs that. */
export class CostExceededError extends Error {
  override readonly name = 'CostExceededError';

  constructor() {
    super('operation cancelled: actual cost limit exceeded');
  }
}

/** Throws what an operator or function fails with that is not there for its arguments. */
export function noSuchOverload(): never {
  throw new EvaluationError('no such overload');
}
