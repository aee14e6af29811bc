/** Interim answers (1xx) that may come before one answer. Go bounds their bytes instead, by 10 MB. */
export const maxInterimAnswers = 1000;

/** What is said of a server that sends more. */
export function tooManyInterimAnswers(): Error {
  return new Error(`the server sent more than ${String(maxInterimAnswers)} interim answers (1xx) and no answer`);
}
