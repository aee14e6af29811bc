/**
 * The path of a request target, decoded, without its query; undefined if it is no path, or has an escape that is none. A target may be
 * a whole URL (RFC 9112 §3.2.2). Bytes that are no UTF-8 become U+FFFD. Nothing is made of `.` and `..`: no server here looks into
 * folders.
 */
export function pathOf(target: string): string | undefined {
  const path = /^[a-z][a-z\d+.-]*:\/\/[^/]*(.*)$/i.exec(target)?.[1] ?? target;
  if (!path.startsWith('/') || /%(?![\da-f]{2})/i.test(path)) return undefined;
  if (!path.includes('%')) return path;
  const bytes = path.replace(/%([\da-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
