export { DynamicClient, type DynamicClientOptions, type MappingOptions } from './dynamic-client.js';
export type * from './dynamic-object.js';
export type * from './dynamic-resource.js';
export type { MetadataResource, MetadataResourceClient } from './metadata-client.js';
export type { PartialObjectMetadata, PartialObjectMetadataList, StoredPartialObjectMetadata } from './partial-object-metadata.js';
export { extractApply, type ExtractApplyOptions, type ManagedObject } from './extract-apply.js';
export { RolloutError, type RolloutStatus, rolloutStatus, type Workload } from './rollout-status.js';
export { condition, created, deleted, field, type ObjectCondition, type WaitCondition } from './wait-condition.js';
export { waitFor, type WaitableClient, type WaitOptions } from './wait-for.js';
export { waitForRollout, type WaitForRolloutOptions } from './wait-for-rollout.js';
export { WaitTimeoutError } from './wait-timeout-error.js';
export { formatTable, type FormatTableOptions, noResourcesFound, TablePrinter } from './format-table.js';
export { NoTableError, type Table, type TableColumnDefinition, type TableRow, type TableRowCondition } from './table.js';
export * from './table-client.js';
export type { TableWatchEvent } from './table-watch.js';
export {
  type AppliedDocument,
  applyDocuments,
  ApplyDocumentsError,
  type ApplyDocumentsOptions,
  throwIfFailed,
} from './apply-documents.js';
export { byApplyOrder } from './apply-order.js';
export { type DocumentProblem, InvalidDocumentsError, loadDocuments, type LoadDocumentsOptions } from './documents.js';
