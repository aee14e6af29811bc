import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Entry } from '../store/entry.js';
import type { Store } from '../store/store.js';
import { journalLine } from './journal-line.js';
import { readLines } from './read-lines.js';
import { syncFolder } from './sync-folder.js';

/** All objects that there are at a revision. */
export interface Snapshot {
  readonly revision: number;
  readonly collections: readonly (readonly [name: string, entries: readonly Entry[]])[];
}

/** Characters that are gathered before they are written. */
const piece = 1024 * 1024;

/** What a store holds now: later writes do not change it. */
export function snapshotOf(store: Store): Snapshot {
  return {
    revision: store.revision,
    collections: [...store.collections].map(([name, collection]) => [name, collection.all()] as const),
  };
}

/** Writes a snapshot, whose file is there only once all of it is on the disk. @returns its size in bytes */
export async function writeSnapshot(path: string, { collections }: Snapshot): Promise<number> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  let size = 0;
  try {
    let text = '';
    const flush = async (): Promise<void> => {
      size += Buffer.byteLength(text);
      await file.appendFile(text);
      text = '';
    };
    for (const [collection, entries] of collections)
      for (const entry of entries) {
        text += journalLine({ collection, isDeletion: false, entry });
        if (text.length > piece) await flush();
      }
    await flush();
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  syncFolder(dirname(path));
  return size;
}

/** The objects of a snapshot. Throws an `Error` if the file is damaged. */
export function* readSnapshot(path: string): Generator<readonly [collection: string, entry: Entry]> {
  for (const { collection, entry } of readLines(path, { mayBeTorn: false })) yield [collection, entry];
}
