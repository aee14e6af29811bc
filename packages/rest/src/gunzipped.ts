import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * A gzip stream, decoded. Fails with what `compressed` fails with, and destroys it when it is destroyed itself. Nothing stays nothing: an
 * answer without a body may name a coding too.
 */
export function gunzipped(compressed: Readable): Readable {
  const gunzip = createGunzip();
  const flush = gunzip._flush.bind(gunzip);
  gunzip._flush = (callback) => {
    if (gunzip.bytesWritten === 0) callback();
    else flush(callback);
  };
  return pipeline(compressed, gunzip, () => undefined);
}
