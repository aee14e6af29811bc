import type { RESTClient } from '@kubewright/rest';
import { rootMessageOf } from './error-message.js';
import { FetchError } from './fetch-error.js';

/** Reads JSON from an API server, with errors that say what to do. */
export class ApiServer {
  readonly #client: RESTClient;

  constructor(client: RESTClient) {
    this.#client = client;
  }

  /**
   * The JSON text under a server-relative URL.
   *
   * @param missing what to say if the server does not have it (404)
   * @throws {FetchError}
   */
  async get(uri: string, { accept = 'application/json', missing, signal }: GetOptions): Promise<string> {
    let doing = `GET ${withoutQuery(uri)}`;
    try {
      const request = this.#client.get().requestURI(uri).setHeader('Accept', accept).signal(signal);
      const { origin, pathname } = request.url();
      doing = `GET ${origin}${pathname}`;
      const result = await request.do();
      const error = result.error();
      if (error !== undefined) {
        const advice = result.statusCode === 404 ? missing : (ADVICE[result.statusCode] ?? 'try again later');
        throw new FetchError(`${doing}: ${error.message} (${result.statusCode}); ${advice}`, { cause: error });
      }
      return new TextDecoder().decode(result.raw());
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof FetchError) throw error;
      throw new FetchError(
        `${doing}: ${rootMessageOf(error)}; is the server of the kubeconfig's context right, running and trusted?`,
        { cause: error },
      );
    }
  }
}

export interface GetOptions {
  /** @default 'application/json' */
  accept?: string;
  missing: string;
  signal: AbortSignal | undefined;
}

/** @throws {FetchError} if an answer is not JSON */
export function parseJSON(uri: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJSON(uri, text, error);
  }
}

/** The error for an answer that should have been JSON. */
export function notJSON(uri: string, text: string, cause: unknown): FetchError {
  const looks = text.trimStart().startsWith('<')
    ? 'it looks like a web page: is this a Kubernetes API server?'
    : 'it is cut off or damaged: try again';
  return new FetchError(`GET ${withoutQuery(uri)}: the answer of ${text.length} characters is not JSON, ${looks}`, { cause });
}

/** The hash that follows changes with the content and says nothing. */
function withoutQuery(uri: string): string {
  return uri.replace(/\?.*$/s, '');
}

const ADVICE: Readonly<Record<number, string>> = {
  401: "the server does not accept the credentials of the kubeconfig's user: are they right, and not expired?",
  403: "the kubeconfig's user may not read this: bind the ClusterRole system:discovery to it",
};
