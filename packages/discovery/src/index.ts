export { discoveryCacheDirectory, type CacheDirectoryEnvironment } from './cache-directory.js';
export { DeferredRESTMapper } from './deferred-rest-mapper.js';
export type * from './discovery.js';
export { DiscoveryClient, type DiscoveryClientOptions } from './discovery-client.js';
export { discoveryConfig } from './discovery-config.js';
export * from './discovery-errors.js';
export { DiscoveryRESTMapper } from './discovery-rest-mapper.js';
export { type DiskCacheOptions, DiskCachedDiscovery } from './disk-cached-discovery.js';
export { expandCategory } from './expand-category.js';
export {
  formatGroupVersion,
  type GroupKind,
  type GroupVersionKind,
  type GroupVersionResource,
  parseGroupVersion,
  type PartialResource,
} from './group-version.js';
export { mappingFor } from './mapping-for.js';
export * from './match-errors.js';
export { MemoryCachedDiscovery, type MemoryCacheOptions } from './memory-cached-discovery.js';
export { type OpenAPIDocument, type OpenAPIDocumentOptions, openAPIPath, type OpenAPIV3 } from './openapi-v3.js';
export type { RESTMapper } from './rest-mapper.js';
export { isResourceEnabled, serverSupportsVersion } from './server-supports.js';
export { ShortcutExpander } from './shortcut-expander.js';
