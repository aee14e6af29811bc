import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { newInternalError } from '@kubewright/rest';
import type { StoreEvent } from '../store/collection.js';
import type { Entry } from '../store/entry.js';
import type { StoreJournal } from '../store/store.js';
import { journalLine } from './journal-line.js';

/**
 * A file to which each write is appended as a line.
 *
 * When `write` returns, the line has left this process: only a failure of the machine can lose it. Who asks for {@link settled} waits
 * until it is on the disk; all who wait share one sync. After an error of the disk no write goes through any more.
 */
export class Journal implements StoreJournal {
  #file: number;
  #size: number;
  #written = 0;
  #synced = 0;
  #syncing: Promise<void> | undefined;
  #failure: Error | undefined;

  /** @param path is made if it does not exist */
  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  /** Bytes of the file. */
  get size(): number {
    return this.#size;
  }

  /** Throws a `StatusError` of 500 if the disk takes nothing. */
  write(collection: string, type: StoreEvent['type'], entry: Entry): void {
    if (this.#failure) throw newInternalError(this.#failure);
    const bytes = Buffer.from(journalLine({ collection, isDeletion: type === 'DELETED', entry }));
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#file, bytes, done);
    } catch (cause) {
      throw newInternalError(this.#withdraw(cause));
    }
    this.#size += bytes.length;
    this.#written++;
  }

  /** Resolves when all that was written by now is on the disk. Rejects with a `StatusError` of 500 if the disk fails. */
  async settled(): Promise<void> {
    const wanted = this.#written;
    while (this.#synced < wanted) {
      if (this.#failure) throw newInternalError(this.#failure);
      await (this.#syncing ??= this.#sync());
    }
  }

  /** Whether all is on the disk. */
  get isSettled(): boolean {
    return this.#synced === this.#written;
  }

  /** Goes on in another file; all that is in this one is on the disk then. */
  continueIn(path: string): void {
    const old = this.#file;
    // First, for only the last file may end in the middle of a line.
    fdatasyncSync(old);
    this.#file = openSync(path, 'a', 0o600);
    this.#size = 0;
    this.#synced = this.#written;
    void (this.#syncing ?? Promise.resolve()).finally(() => {
      closeSync(old);
    });
  }

  /** Syncs, and closes the file. */
  async close(): Promise<void> {
    try {
      await this.settled();
    } finally {
      this.#failure ??= new Error('writing the journal: the server was closed');
      closeSync(this.#file);
    }
  }

  #sync(): Promise<void> {
    const upTo = this.#written;
    return new Promise((resolve) => {
      fdatasync(this.#file, (error) => {
        this.#syncing = undefined;
        // What the disk lost it reports once: never again is anything certain.
        if (error) this.#failure ??= failed(error);
        else this.#synced = Math.max(this.#synced, upTo);
        resolve();
      });
    });
  }

  /** Takes back a line of which only a part was written. */
  #withdraw(cause: unknown): Error {
    const error = failed(cause);
    try {
      ftruncateSync(this.#file, this.#size);
    } catch {
      this.#failure = error;
    }
    return error;
  }
}

function failed(cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`writing the journal: ${why}; make room on the disk, and start the server again`, { cause });
}
