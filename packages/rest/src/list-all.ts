import { isResourceExpired } from './error-predicates.js';
import type { ListOptions } from './options.js';
import { StatusError } from './status-error.js';

/** Objects per page if the caller names no limit (client-go `tools/pager`). */
const defaultPageSize = 500;

interface Page<I> {
  /** Servers may leave it out. */
  metadata?: { continue?: string };
  items: I[];
}

/**
 * Every object of a list, page by page: in memory are one page, and the names of what was yielded if there are several pages.
 *
 * A page's token expires after some minutes. The server then offers another that goes on at the same place in the newest
 * version; without an offer, or if the last one brought nothing new, the list starts again, and objects that were yielded already
 * are left out. Throws the server's Expired if that brings nothing new either, and an Error if the server answers with the token
 * that it was asked with and nothing new.
 */
export async function* listAll<I>(
  list: (options: ListOptions) => Promise<Page<I>>,
  options: ListOptions,
): AsyncGenerator<I, void, undefined> {
  const { continue: first, resourceVersion, resourceVersionMatch, ...rest } = options;
  const limit = options.limit ?? defaultPageSize;
  let version: ListOptions = { resourceVersion, resourceVersionMatch };
  let token = first;
  const yielded = new Set<string>();
  let yieldedAtOffer = -1;
  let yieldedAtRestart = -1;
  for (;;) {
    let page: Page<I>;
    try {
      // A token carries its own version; the server refuses both together.
      page = await list({ ...rest, limit, ...(token === undefined ? version : { continue: token }) });
    } catch (error) {
      if (token === undefined || !isResourceExpired(error)) throw error;
      token = yielded.size > yieldedAtOffer ? offeredToken(error) : undefined;
      if (token !== undefined) yieldedAtOffer = yielded.size;
      else if (yielded.size > yieldedAtRestart) {
        yieldedAtRestart = yielded.size;
        version = {};
      } else throw error;
      continue;
    }
    const more = page.metadata?.continue || undefined;
    const yieldedBefore = yielded.size;
    for (const item of page.items) {
      // One page needs no memory of what it held.
      if (more !== undefined || yielded.size > 0) {
        const key = keyOf(item);
        if (yielded.has(key)) continue;
        yielded.add(key);
      }
      yield item;
    }
    if (more === undefined) return;
    if (more === token && yielded.size === yieldedBefore)
      throw new Error(
        'the list does not end: the server answered with the continue token that it was asked with, and with no new object',
      );
    token = more;
  }
}

/** The server's offer to go on at a newer version (apiserver `storage.handleExpiredToken`). */
function offeredToken(error: unknown): string | undefined {
  const metadata = error instanceof StatusError ? error.status.metadata : undefined;
  return metadata?.continue || undefined;
}

function keyOf(item: unknown): string {
  const { namespace = '', name = '' } = (item as { metadata?: { namespace?: string; name?: string } }).metadata ?? {};
  return `${namespace}/${name}`;
}
