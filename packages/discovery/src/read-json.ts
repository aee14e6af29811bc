import { type Result, UnexpectedObjectError } from '@kubewright/rest';
import { Fields } from './fields.js';

/**
 * Reads an answer's JSON, whatever its media type says, with a function that takes the fields it needs. Throws the error of an error
 * status; an `UnexpectedObjectError` if the answer says that it is of another kind; else an Error that names the path and what is wrong.
 *
 * @param path what was asked for, for messages
 * @param kind that the answer must have, if it has one
 */
export function readJSON<T>(result: Result, path: string, kind: string | undefined, read: (fields: Fields) => T): T {
  const failure = result.error();
  if (failure) throw failure;
  const bytes = result.raw();
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // The parser's own message quotes what it read.
    throw new Error(`the answer of ${path} is no JSON (${String(bytes.length)} bytes, content type ${result.contentType})`);
  }
  try {
    const fields = new Fields(value ?? {});
    const actual = kind === undefined ? '' : fields.text('kind');
    if (actual !== '' && actual !== kind) throw new UnexpectedObjectError(value, { kind: kind ?? '' });
    return read(fields);
  } catch (cause) {
    if (!(cause instanceof Error) || cause instanceof UnexpectedObjectError) throw cause;
    throw new Error(`the answer of ${path} cannot be read: ${cause.message}`, { cause });
  }
}
