export { FetchError } from './fetch-error.js';
export { fetchDocuments, type FetchOptions, type FetchResult } from './fetch-documents.js';
export { main, type Streams } from './main.js';
export type { FolderChanges } from './target-folder.js';
