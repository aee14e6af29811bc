/**
 * The path of a request target without its query, as it was written; undefined if it is no path, or has an escape that is none. A
 * target may be a whole URL (RFC 9112 §3.2.2). Nothing is made of `.` and `..`: no server here looks into folders.
 */
export function pathOf(target: string): string | undefined {
  const path = /^[a-z][a-z\d+.-]*:\/\/[^/]*(.*)$/i.exec(target)?.[1] ?? target;
  if (!path.startsWith('/') || /%(?![\da-f]{2})/i.test(path)) return undefined;
  return path;
}

/** Decodes the escapes of a path's segment. Bytes that are no UTF-8 become U+FFFD. */
export function decodeSegment(segment: string): string {
  // Node hands over bytes beyond ASCII as characters of Latin-1.
  if (!/[%\u0080-\uffff]/.test(segment)) return segment;
  const bytes = segment.replace(/%([\da-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
