import { Readable } from 'node:stream';
import { type HttpBody, type HttpRequest, TransportError } from '@kubewright/rest';
import { gunzipped, NodeBody } from '@kubewright/rest/transport-support';

/**
 * A gzip body, decoded as it is read. Fails with a `TransportError` where it is cut or no gzip.
 *
 * @param compressed one that nobody else reads, and that does not limit how long it may be silent
 * @param idle milliseconds that a reader waits for the next decoded piece, 0 for no limit
 */
export function gunzippedBody(compressed: HttpBody, request: HttpRequest, idle: number): HttpBody {
  const { signal } = request;
  return new NodeBody(gunzipped(Readable.from(compressed, { objectMode: false })), {
    announced: undefined,
    signal,
    idle,
    asError(error) {
      if (signal?.aborted) return signal.reason as Error;
      return error instanceof TransportError ? error : new TransportError(request, error);
    },
    over: () => compressed.cancel(),
  });
}
