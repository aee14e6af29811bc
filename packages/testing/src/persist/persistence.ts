import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StoreEvent } from '../store/collection.js';
import type { Entry } from '../store/entry.js';
import type { Store, StoreJournal } from '../store/store.js';
import { lockFolder } from './folder-lock.js';
import { makeFolder } from './make-folder.js';
import { Journal } from './journal.js';
import { KeptKeys } from './kept-keys.js';
import { readLines } from './read-lines.js';
import { readSnapshot, snapshotOf, writeSnapshot } from './snapshot.js';
import { syncFolder } from './sync-folder.js';

/** Bytes of journals from which on a snapshot is worth it, unless the last one was large. */
const worthwhile = 32 * 1024 * 1024;

/** `snapshot-<revision>.jsonl`: all objects at that revision. `journal-<revision>.jsonl`: the writes from that revision on. */
const fileName = /^(snapshot|journal)-(\d+)\.jsonl$/;

/** A store that is kept in a folder: a snapshot of all objects, and the writes since. */
export class Persistence implements StoreJournal {
  readonly keys: KeptKeys;
  readonly #folder: string;
  readonly #store: Store;
  readonly #unlock: () => void;
  readonly #worthwhile: number;
  readonly #journal: Journal;
  /** Bytes of the journals before the one that grows. */
  #older = 0;
  #lastSnapshot = 0;
  #snapshotting: Promise<void> | undefined;
  #isClosed = false;

  /**
   * Restores the store, which must be new, and keeps it from then on.
   *
   * Throws an `Error` if another server uses the folder, or if a file of it is damaged; the system's error if it cannot be used.
   *
   * @param folder is made if it does not exist
   * @param snapshotFrom bytes of journals from which on a snapshot is made
   */
  constructor(folder: string, store: Store, snapshotFrom = worthwhile) {
    this.#folder = resolve(folder);
    this.#store = store;
    this.#worthwhile = snapshotFrom;
    makeFolder(this.#folder);
    this.#unlock = lockFolder(this.#folder);
    try {
      this.keys = new KeptKeys(this.#folder);
      this.#journal = new Journal(this.#path('journal', this.#load()));
      this.#older -= this.#journal.size;
      syncFolder(this.#folder);
    } catch (error) {
      this.#unlock();
      throw error;
    }
    store.keepIn(this);
    this.#snapshotIfWorthwhile();
  }

  write(collection: string, type: StoreEvent['type'], entry: Entry): void {
    this.#journal.write(collection, type, entry);
    this.#snapshotIfWorthwhile();
  }

  /** Whether all is on the disk. */
  get isSettled(): boolean {
    return this.#journal.isSettled;
  }

  /** Resolves when all that was written by now is on the disk. Rejects with a `StatusError` of 500 if the disk fails. */
  settled(): Promise<void> {
    return this.#journal.settled();
  }

  /** Syncs, and leaves the folder to others. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.#snapshotting;
      await this.#journal.close();
    } finally {
      this.#unlock();
    }
  }

  /** @returns the revision from which the journal is that goes on */
  #load(): number {
    const { snapshots, journals } = this.#files();
    const snapshot = snapshots.at(-1);
    if (snapshot !== undefined) {
      const path = this.#path('snapshot', snapshot);
      this.#lastSnapshot = statSync(path).size;
      this.#store.restore(snapshot, readSnapshot(path));
    }
    for (const first of journals) {
      const path = this.#path('journal', first);
      for (const { collection, isDeletion, entry } of readLines(path, { mayBeTorn: first === journals.at(-1) })) {
        const { revision } = this.#store;
        if (entry.revision <= revision) continue;
        if (entry.revision !== revision + 1)
          throw new Error(
            `reading ${path}: the writes from revision ${String(revision + 1)} to ${String(entry.revision - 1)} are missing; ` +
              'put the missing file back, or remove the folder to begin anew',
          );
        this.#store.repeat(collection, isDeletion, entry);
      }
      this.#older += statSync(path).size;
    }
    return journals.at(-1) ?? this.#store.revision + 1;
  }

  #files(): { snapshots: number[]; journals: number[] } {
    const found = { snapshot: [] as number[], journal: [] as number[] };
    for (const name of readdirSync(this.#folder)) {
      const [, kind, revision] = fileName.exec(name) ?? [];
      if (kind === 'snapshot' || kind === 'journal') found[kind].push(Number(revision));
    }
    const byAge = (a: number, b: number): number => a - b;
    return { snapshots: found.snapshot.sort(byAge), journals: found.journal.sort(byAge) };
  }

  #path(kind: 'journal' | 'snapshot', revision: number): string {
    return join(this.#folder, `${kind}-${String(revision)}.jsonl`);
  }

  #snapshotIfWorthwhile(): void {
    if (this.#older + this.#journal.size < Math.max(this.#worthwhile, 2 * this.#lastSnapshot)) return;
    if (this.#snapshotting || this.#isClosed) return;
    // Not now: the store has not got yet what is being written.
    this.#snapshotting = new Promise((resolve) => setImmediate(resolve))
      .then(() => this.#snapshot())
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        process.emitWarning(`a snapshot in ${this.#folder} failed, and the journals stay: ${why}`);
      })
      .finally(() => (this.#snapshotting = undefined));
  }

  async #snapshot(): Promise<void> {
    const snapshot = snapshotOf(this.#store);
    const before = this.#files();
    this.#journal.continueIn(this.#path('journal', snapshot.revision + 1));
    this.#older = 0;
    this.#lastSnapshot = await writeSnapshot(this.#path('snapshot', snapshot.revision), snapshot);
    // Only now: until then they hold what the snapshot holds.
    for (const revision of before.journals) rmSync(this.#path('journal', revision), { force: true });
    for (const revision of before.snapshots) rmSync(this.#path('snapshot', revision), { force: true });
  }
}
