import type { KindContext } from '../kinds/kind-rules.js';
import { type ServerState, timestamp } from './server-state.js';
import type { WriteOptions } from './write-options.js';

/** One write, with what is to be done when it has happened, or has not. */
export class Transaction {
  readonly context: KindContext;
  readonly #onSuccess: (() => void)[] = [];
  readonly #onFailure: (() => void)[] = [];
  readonly #isDry: boolean;

  constructor(state: ServerState, { dryRun, user, warn }: Pick<WriteOptions, 'dryRun' | 'user' | 'warn'>) {
    this.#isDry = dryRun;
    this.context = {
      ...state.kinds,
      now: timestamp(state),
      dryRun,
      warn,
      ...(user && { user }),
      onSuccess: (action) => this.#onSuccess.push(action),
      onFailure: (action) => this.#onFailure.push(action),
    };
  }

  /** Writes. What was reserved is given back if `write` throws, or is dry. */
  run<T>(write: () => T): T {
    let result: T;
    try {
      result = write();
    } catch (error) {
      for (const action of this.#onFailure) action();
      throw error;
    }
    for (const action of this.#isDry ? this.#onFailure : this.#onSuccess) action();
    return result;
  }
}
