import { type Config, RESTClient } from '@kubewright/rest';
import { Groups } from './groups.js';

/**
 * Typed clients of every built-in API group, as client-go's `kubernetes.Clientset`: `clientset.coreV1().pods('default')`.
 *
 * All groups share one {@link RESTClient} (`rest`), hence one rate limiter and one set of connections. `close()` it, or use
 * `await using`: its connections stay open otherwise.
 */
export class Clientset extends Groups implements AsyncDisposable {
  /** Throws what the constructor of `RESTClient` throws: the config contradicts itself, or names a file that is not there. */
  constructor(config: Config) {
    super(new RESTClient(config));
  }

  /** Closes the connections, watches and streams included. */
  close(): Promise<void> {
    return this.rest.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
