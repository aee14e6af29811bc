/**
 * Joins path segments and cleans the result, as Go's `path.Join`: empty segments are dropped, `//` becomes one slash, `.` and
 * `..` are resolved, a trailing slash goes. A path that begins with a slash never climbs above it. Nothing to join gives ''.
 */
export function cleanJoin(...segments: string[]): string {
  const joined = segments.filter((segment) => segment !== '').join('/');
  if (joined === '') return '';

  const rooted = joined.startsWith('/');
  const kept: string[] = [];
  for (const element of joined.split('/')) {
    if (element === '' || element === '.') continue;
    if (element !== '..') kept.push(element);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const path = kept.join('/');
  if (rooted) return `/${path}`;
  return path === '' ? '.' : path;
}
