import { abortable } from '@kubewright/rest';

interface Flight<T> {
  result: Promise<T>;
  waiting: number;
  controller: AbortController;
}

/** Does something once for all who want it at the same time. */
export class SingleFlight<T> {
  #flight: Flight<T> | undefined;

  /**
   * What `work` gives, which begins unless it is under way. Rejects with the signal's reason as soon as that aborts; the work's own
   * signal aborts when nobody waits any more.
   */
  async run(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const flight = (this.#flight ??= this.#start(work));
    flight.waiting++;
    try {
      return await abortable(flight.result, signal);
    } finally {
      flight.waiting--;
      if (flight.waiting === 0) {
        if (this.#flight === flight) this.#flight = undefined;
        flight.controller.abort(signal?.reason);
      }
    }
  }

  /** Whoever comes from now on begins anew; whoever waits already gets what was begun. */
  forget(): void {
    this.#flight = undefined;
  }

  #start(work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { result: work(controller.signal), waiting: 0, controller };
    const end = (): void => {
      if (this.#flight === flight) this.#flight = undefined;
    };
    flight.result.then(end, end);
    return flight;
  }
}
