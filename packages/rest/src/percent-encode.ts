const encoder = new TextEncoder();

/** Percent-encodes the UTF-8 bytes of `text`, in upper-case hexadecimal. A lone surrogate counts as U+FFFD. */
export function percentEncode(text: string): string {
  let encoded = '';
  for (const byte of encoder.encode(text)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return encoded;
}
