import type { RawWatchEvent, Watch } from '@kubewright/rest';
import { mappedWatch } from './mapped-watch.js';
import {
  type PartialObjectMetadata,
  partialObjectMetadata,
  type StoredPartialObjectMetadata,
} from './partial-object-metadata.js';

type Received = RawWatchEvent<PartialObjectMetadata, 'Cluster'>;
type Given = RawWatchEvent<StoredPartialObjectMetadata, 'Cluster'>;

/** A watch whose objects are reduced to their metadata. Its loop throws, and the watch ends, if one does not look like an object. */
export function partialObjectMetadataWatch(watch: Watch<Received>): Watch<Given> {
  return mappedWatch(watch, async function* (events) {
    for await (const event of events) {
      // A bookmark has no more than a resource version.
      if (event.type === 'ERROR' || event.type === 'BOOKMARK') yield event;
      else yield { type: event.type, object: partialObjectMetadata(event.object) };
    }
  });
}
