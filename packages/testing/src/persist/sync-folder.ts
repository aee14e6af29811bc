import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes sure that files which were made, renamed or removed in a folder are so after a power failure too. */
export function syncFolder(folder: string): void {
  // Windows has no such thing.
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
