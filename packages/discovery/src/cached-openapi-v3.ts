import type { DiscoveryOptions } from './discovery.js';
import type { OpenAPIDocument, OpenAPIDocumentOptions, OpenAPIV3 } from './openapi-v3.js';
import { SingleFlight } from './single-flight.js';

/** Gets the paths and each document once, when they are first asked for; what failed is asked for again (client-go `openapi/cached`). */
export class CachedOpenAPIV3 implements OpenAPIV3 {
  readonly #delegate: OpenAPIV3;
  readonly #paths = new Once<ReadonlyMap<string, OpenAPIDocument>>();

  constructor(delegate: OpenAPIV3) {
    this.#delegate = delegate;
  }

  async paths({ signal }: DiscoveryOptions = {}): Promise<ReadonlyMap<string, OpenAPIDocument>> {
    return this.#paths.get(async (working) => {
      const paths = await this.#delegate.paths({ signal: working });
      return new Map([...paths].map(([path, document]) => [path, new CachedDocument(document)]));
    }, signal);
  }
}

class CachedDocument implements OpenAPIDocument {
  readonly #delegate: OpenAPIDocument;
  readonly #schemas = new Map<string, Once<Uint8Array>>();

  constructor(delegate: OpenAPIDocument) {
    this.#delegate = delegate;
  }

  get serverRelativeURL(): string {
    return this.#delegate.serverRelativeURL;
  }

  async schema({ contentType = 'application/json', signal }: OpenAPIDocumentOptions = {}): Promise<Uint8Array> {
    let schema = this.#schemas.get(contentType);
    if (!schema) this.#schemas.set(contentType, (schema = new Once()));
    return schema.get((working) => this.#delegate.schema({ contentType, signal: working }), signal);
  }
}

/** Something that is got once. */
class Once<T> {
  readonly #getting = new SingleFlight<T>();
  #got: { value: T } | undefined;

  async get(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    if (this.#got) return this.#got.value;
    return this.#getting.run(async (working) => {
      const value = await work(working);
      this.#got = { value };
      return value;
    }, signal);
  }
}
