import type { Clock } from '@kubewright/rest';
import type { ServerAnswer, ServerRequest } from '../http/exchange.js';
import type { RequestAttributes } from '../http/request-attributes.js';
import { errorAnswer } from '../http/status-answer.js';
import { ArmedFault } from './armed-fault.js';
import { checkFault } from './check-fault.js';
import type { Fault, FaultAction, FaultHandle } from './fault.js';
import { faultStatus } from './fault-status.js';
import { faultyStream } from './faulty-stream.js';
import { cutAnswer } from './cut-answer.js';

/** What goes wrong with a server, because a test wants it. */
export interface Faults {
  /**
   * From now on something goes wrong. Several faults may happen to one request, in the order in which they were added. Throws a
   * `TypeError` or `RangeError` for a fault that could never happen, as one of an unknown verb.
   */
  add(fault: Fault): FaultHandle;
  /** From now on all goes well. Watches that were spoiled stay so. */
  clear(): void;
}

/** What of a request faults look at. */
export interface FaultyRequest {
  readonly attributes: RequestAttributes;
  readonly query: URLSearchParams;
  readonly request: Pick<ServerRequest, 'signal'>;
}

/** The faults of a server. */
export class ServerFaults implements Faults {
  readonly #faults = new Set<ArmedFault>();
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #revision: () => number;
  readonly #pluralOf: (name: string) => string | undefined;

  /**
   * @param random at least 0 and less than 1
   * @param revision the store's
   * @param pluralOf the name of a resource, for another word for it
   */
  constructor(clock: Clock, random: () => number, revision: () => number, pluralOf: (name: string) => string | undefined) {
    this.#clock = clock;
    this.#random = random;
    this.#revision = revision;
    this.#pluralOf = pluralOf;
  }

  add(fault: Fault): FaultHandle {
    checkFault(fault, this.#pluralOf);
    const armed = new ArmedFault(fault, this.#random, (one) => this.#faults.delete(one));
    this.#faults.add(armed);
    return armed;
  }

  clear(): void {
    this.#faults.clear();
  }

  /** Lets a request be answered, or spoils it or its answer. Never rejects if `answer` does not. */
  async around(request: FaultyRequest, answer: () => Promise<ServerAnswer>): Promise<ServerAnswer> {
    if (this.#faults.size === 0) return answer();
    const faults = [...this.#faults].filter((fault) => fault.isFor(request.attributes, request.query));
    if (faults.length === 0) return answer();
    const waited = new Set<ArmedFault>();
    for (const fault of faults) {
      const spoiled = await this.#instead(fault, request, waited);
      if (spoiled) return spoiled;
    }
    return faults.reduce((spoiled, fault) => this.#spoil(fault, request, spoiled, waited), await answer());
  }

  /**
   * What is answered without asking the server; undefined if it is to be asked.
   *
   * @param waited gets the fault if it let the client wait
   */
  async #instead(
    armed: ArmedFault,
    { attributes, query, request }: FaultyRequest,
    waited: Set<ArmedFault>,
  ): Promise<ServerAnswer | undefined> {
    const { action, after } = armed.fault;
    const isWatch = attributes.verb === 'watch';
    // What spoils the events of a stream waits for them.
    if (after?.events !== undefined || (isWatch && action === 'expired')) return undefined;
    if (latencyOf(action) !== undefined && armed.strike()) {
      waited.add(armed);
      const slept = await this.#clock.sleep(latencyOf(action) ?? 0, request.signal).then(
        () => true,
        () => false,
      );
      return slept ? undefined : { isBroken: true };
    }
    if (action === 'reset') return armed.strike() ? { isBroken: true } : undefined;
    if (action === 'half-open' && !isWatch) return armed.strike() ? silence(request.signal) : undefined;
    const status = faultStatus(action, attributes, query, this.#revision());
    if (!status || !armed.strike()) return undefined;
    const answer = errorAnswer(status);
    // A server has no header for 0; whoever asks for it wants one.
    const isAtOnce = typeof action === 'object' && 'status' in action && action.retryAfter === 0;
    return isAtOnce ? { ...answer, headers: { ...answer.headers, 'Retry-After': '0' } } : answer;
  }

  /** Spoils an answer, if that is what the fault is for. */
  #spoil(
    armed: ArmedFault,
    { attributes, query }: FaultyRequest,
    answer: ServerAnswer,
    waited: ReadonlySet<ArmedFault>,
  ): ServerAnswer {
    const { action, after } = armed.fault;
    if ('isBroken' in answer) return answer;
    if ('connected' in answer) {
      const breaks = after?.events === undefined && (action === 'reset-after-head' || action === 'truncated-body');
      if (!breaks || !armed.strike()) return answer;
      return {
        ...answer,
        connected: (connection) => {
          connection.destroy();
        },
      };
    }
    if ('stream' in answer) {
      // What waited before the head has happened to this request already; what was to wait there and did not happens no more.
      const isDecided = latencyOf(action) !== undefined;
      if (isDecided && !waited.has(armed)) return answer;
      const spoiler = isDecided ? { fault: armed.fault, strike: () => true } : armed;
      const status = faultStatus(action, attributes, query, this.#revision());
      return faultyStream(answer, spoiler, { clock: this.#clock, random: this.#random, status });
    }
    if ((action === 'reset-after-head' || action === 'truncated-body') && armed.strike())
      return cutAnswer(answer, action === 'truncated-body');
    return answer;
  }
}

/** Milliseconds before the answer; undefined if it does not wait there. */
function latencyOf(action: FaultAction): number | undefined {
  return typeof action === 'object' && 'latency' in action ? action.latency : undefined;
}

/** No answer, until nobody waits for it any more. */
function silence(signal: AbortSignal): Promise<ServerAnswer> {
  return new Promise((resolve) => {
    const leave = (): void => {
      resolve({ isBroken: true });
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}
