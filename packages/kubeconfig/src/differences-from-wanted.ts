import { isDeepStrictEqual } from 'node:util';
import type { Edit } from './edit-kubeconfig.js';
import { BODIES, entryLists } from './entry-lists.js';
import { type FileEntry, meaningOf } from './file-entry.js';
import type { Kubeconfig } from './kubeconfig.js';

/**
 * Which entries of a changed file are others than the edits wanted, or changed without any edit: an entry may stand in two places by an
 * anchor, or have fields that come from elsewhere by a merge key.
 *
 * @param before what the file said
 * @param after what it would say
 * @returns as `user "a"`; none if all is well
 */
export function differencesFromWanted(before: Kubeconfig, edits: readonly Edit[], after: Kubeconfig, file: string): string[] {
  const found = entryLists.flatMap(({ list, entriesOf }) => {
    const wanted = new Map([...entriesOf(before)].map(([name, { entry }]) => [name, entry]));
    for (const edit of edits) {
      if (!('list' in edit) || edit.list !== list) continue;
      if (edit.after === undefined) wanted.delete(edit.name);
      else wanted.set(edit.name, edit.after);
    }
    const is = entriesOf(after);
    const names = [...new Set([...wanted.keys(), ...is.keys()])];
    const meaning = (entry: FileEntry | undefined): FileEntry | undefined => entry && meaningOf(entry, file);
    return names
      .filter((name) => !isDeepStrictEqual(meaning(wanted.get(name)), meaning(is.get(name)?.entry)))
      .map((name) => `${BODIES[list]} ${JSON.stringify(name)}`);
  });
  const chosen = edits.find((edit) => 'currentContext' in edit);
  const currentContext = chosen === undefined ? before.currentContext : chosen.currentContext;
  return after.currentContext === currentContext ? found : [...found, 'current-context'];
}
