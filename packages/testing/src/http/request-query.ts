/** The parameters of a query. As Go does, it leaves out those that have a semicolon or an escape that is none. */
export function parseQuery(query: string): URLSearchParams {
  if (!/[%;]/.test(query)) return new URLSearchParams(query);
  const parameters = query.split('&').filter((parameter) => !/;|%(?![\da-f]{2})/i.test(parameter));
  return new URLSearchParams(parameters.join('&'));
}
