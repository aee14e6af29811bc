import type { Bookmark, Watch, WatchEvent } from '@kubewright/rest';
import { mappedWatch } from './mapped-watch.js';
import { readTable, type Table, type TableColumnDefinition } from './table.js';

/** A change, as a table of one row; or a bookmark, which has nothing to show. */
export type TableWatchEvent = WatchEvent<Table, 'Virtual'>;

/**
 * A watch of a server that prints tables. It names the columns once and then no more; here they are in every table. Its loop throws,
 * and the watch ends, at what is no table.
 *
 * @param resource that is watched, for messages
 */
export function tableWatch(watch: Watch<WatchEvent<object, 'Virtual'>>, resource: string): Watch<TableWatchEvent> {
  return mappedWatch(watch, async function* (events) {
    let columns: TableColumnDefinition[] = [];
    for await (const { type, object } of events) {
      const table = readTable(object, resource, columns);
      columns = table.columnDefinitions;
      if (type === 'BOOKMARK') yield { type, object: bookmarkOf(table) };
      else yield { type, object: table };
    }
  });
}

/** Servers print a row of the bookmark itself, as of an object without a name. It holds the annotations. */
function bookmarkOf({ apiVersion, kind, metadata, rows }: Table): Bookmark {
  const annotations = rows[0]?.object?.metadata?.annotations;
  return {
    apiVersion,
    kind,
    metadata: { resourceVersion: metadata.resourceVersion ?? '', ...(annotations && { annotations }) },
  };
}
