/**
 * What is wrong with `name` as one segment of an API path; nothing if the list is empty. Only what would change the path's
 * structure counts: everything else, an empty name included, is encoded (apimachinery `validate/content.IsPathSegmentName`).
 */
export function pathSegmentProblems(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((character) => name.includes(character)).map((character) => `may not contain '${character}'`);
}
