/** What YAML 1.1 does not allow in a stream (YAML 1.1 §5.1). */
const NOT_PRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * The text of a kubeconfig file: UTF-8, or UTF-16 if a byte order mark says so (PowerShell redirects to UTF-16).
 *
 * @throws {SyntaxError} if the bytes are no such text, or hold control characters, as a binary does.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new SyntaxError(`the file is not ${encoding.toUpperCase()} text`);
  }
  if (NOT_PRINTABLE.test(text))
    throw new SyntaxError('the file holds control characters: it is not a kubeconfig file, or is damaged');
  return text;
}
