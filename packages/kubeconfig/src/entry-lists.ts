import { type FileEntry, fileAuthInfo, fileCluster, fileContext } from './file-entry.js';
import type { Kubeconfig } from './kubeconfig.js';

/** Under what key an entry of a list has its fields. */
export const BODIES = { clusters: 'cluster', users: 'user', contexts: 'context' } as const;

/** The lists of a kubeconfig file, with what gives their entries by name as a file writes them. */
export const entryLists = [
  { list: 'clusters', entriesOf: (kubeconfig: Kubeconfig) => entries(kubeconfig.clusters, fileCluster) },
  { list: 'contexts', entriesOf: (kubeconfig: Kubeconfig) => entries(kubeconfig.contexts, fileContext) },
  { list: 'users', entriesOf: (kubeconfig: Kubeconfig) => entries(kubeconfig.users, fileAuthInfo) },
] as const;

/** An entry and the file that it comes from. */
interface Located {
  origin: string | undefined;
  entry: FileEntry;
}

function entries<T extends { locationOfOrigin?: string | undefined }>(
  map: ReadonlyMap<string, T>,
  describe: (entry: T) => FileEntry,
): Map<string, Located> {
  return new Map([...map].map(([name, entry]) => [name, { origin: entry.locationOfOrigin, entry: describe(entry) }]));
}
