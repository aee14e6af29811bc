/** What a curl command shows of a request. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  /** Name and value of each line. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text to send, `stdin` if it cannot stand in a command, or nothing. */
  readonly body: { readonly text: string } | 'stdin' | undefined;
}

/** The request as a command for a POSIX shell, on one line unless its body has several. */
export function curlCommand({ method, url, headers, body }: CurlRequest): string {
  const args = ['curl', '-v'];
  // With -X HEAD curl would wait for a body.
  args.push(...(method === 'HEAD' ? ['--head'] : ['-X', method]));
  for (const [name, value] of headers) {
    // curl decodes only what it asked for itself, and takes a name without a value for a header to leave out.
    if (name === 'accept-encoding' && value === 'gzip') args.push('--compressed');
    else args.push('-H', value === '' ? `${name};` : `${name}: ${value}`);
  }
  if (body !== undefined) {
    // curl would call every body a form.
    if (!headers.some(([name]) => name === 'content-type')) args.push('-H', 'content-type:');
    args.push(...(body === 'stdin' ? ['--data-binary', '@-'] : ['--data-raw', body.text]));
  }
  return [...args, url].map(shellQuote).join(' ');
}

/** A word of a POSIX shell, in quotes if it needs them. */
function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
