/** Whether an event of a watch, as it is written, is a bookmark. */
export function isBookmark(event: string): boolean {
  return event.startsWith('{"type":"BOOKMARK"');
}
