import type { HttpRequest } from './transport.js';

/** What proves whom a request comes from. */
export interface Proof {
  /** Bearer token; without one the connection's certificate has to do. */
  readonly token?: string | undefined;
}

/** Where the proof of each request comes from. The signal of a request ends its wait, not what others wait for as well. */
export interface ProofSource<P extends Proof = Proof> {
  /** What to send a request with. Rejects if there is nothing. */
  get(request: HttpRequest): P | Promise<P>;
  /** What to send it with once more, after the server has answered 401 to `refused`; the same object if there is nothing else. */
  renew(refused: P, request: HttpRequest): Promise<P>;
}
