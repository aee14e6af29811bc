import { quote } from './quote.js';

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const mediaType = new RegExp(`^\\s*(${token}(?:/${token})?)\\s*(?:;.*)?$`, 's');

/** The type of a `Content-Type` header in lower case, without its parameters. Throws if there is none (Go `mime.ParseMediaType`). */
export function parseMediaType(header: string): string {
  const match = mediaType.exec(header);
  if (!match)
    throw new Error(header.trim() === '' ? 'mime: no media type' : `mime: expected token after slash in ${quote(header)}`);
  return (match[1] as string).toLowerCase();
}
