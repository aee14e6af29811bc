import type { Entry } from '../store/entry.js';

/** What a list says of itself. */
export interface ListMetadata {
  readonly resourceVersion: string;
  readonly continue?: string | undefined;
  readonly remainingItemCount?: number | undefined;
}

/** The form in which a client wants objects: as they are, their metadata only, or as a table. */
export interface Presentation {
  readonly contentType: string;
  /** The body that shows one object. */
  one(entry: Entry): string;
  /** The body that shows a list. */
  list(entries: readonly Entry[], metadata: ListMetadata): string;
  /** An object in an event of a watch. @param isFirst whether no event came before, as tables tell of their columns once */
  event(entry: Entry, isFirst: boolean): string;
}
