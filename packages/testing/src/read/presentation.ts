import type { JSONObject } from '../json.js';
import type { Entry } from '../store/entry.js';

/** What a list says of itself. */
export interface ListMetadata {
  readonly resourceVersion: string;
  readonly continue?: string | undefined;
  readonly remainingItemCount?: number | undefined;
}

/** An object of which there is nothing but a version. */
export interface BookmarkObject extends JSONObject {
  kind: string;
  apiVersion: string;
  metadata: { resourceVersion: string; annotations?: Record<string, string> };
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
  /** What a bookmark of a watch says. @param isFirst as for an event */
  bookmark(object: BookmarkObject, isFirst: boolean): string;
  /** Whether a watch ends where its first event would stand. @default false */
  readonly hasNoEvents?: boolean;
  /** Throws a `StatusError` if the events of a watch cannot be shown. */
  checkWatch?(): void;
}
