import type { Entry } from '../store/entry.js';

/**
 * New objects of which less is stored than is read: their first update is a write even if it changes nothing (`completeStored` of the
 * rules of their kinds). Of those that a restarted server finds it is not known any more.
 */
export const storedIncomplete = new WeakSet<Entry>();
