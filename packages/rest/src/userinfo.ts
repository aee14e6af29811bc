/**
 * A URL, or what should have been one, with something else instead of the user name and password before its last `@`.
 * The text need not be well-formed.
 */
export function replaceUserinfo(text: string, replacement: string): string {
  return text.replace(/^((?:[^/@:]*:\/\/)*).*@/s, `$1${replacement}`);
}
