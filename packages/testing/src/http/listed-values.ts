/** The values of a header that lists them, or comes several times. */
export function listedValues(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
