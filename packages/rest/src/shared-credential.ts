import { abortable } from './abortable.js';
import type { Clock } from './clock.js';
import { checkCredential } from './credential-check.js';
import type { Credential, CredentialSource } from './credential-source.js';

/** How long before its end a credential is replaced, at most, in milliseconds: clocks differ, and requests take time. */
const longestLeeway = 10_000;

/** A refresh under way. */
interface Refresh {
  result: Promise<Credential>;
  /** How many wait for it. */
  waiting: number;
  /** Aborts it when nobody does any more. */
  controller: AbortController;
}

/**
 * The one credential of a source, which all clients of this process use until it ends or the server refuses it (client-go
 * `exec.Authenticator`). Whoever needs a new one while a refresh is under way waits for that one.
 */
export class SharedCredential {
  static readonly #bySource = new WeakMap<CredentialSource, SharedCredential>();
  readonly #source: CredentialSource;
  #current: Credential | undefined;
  /** Calendar time in milliseconds. */
  #freshUntil = Infinity;
  #refresh: Refresh | undefined;
  /** Ends with the last refresh that nobody waits for any more: a source may take its time to stop. */
  #abandoned: Promise<unknown> = Promise.resolve();

  private constructor(source: CredentialSource) {
    this.#source = source;
  }

  /** That of a source: the same for everybody who has the same source. */
  static of(source: CredentialSource): SharedCredential {
    let shared = this.#bySource.get(source);
    if (!shared) this.#bySource.set(source, (shared = new SharedCredential(source)));
    return shared;
  }

  /** What was got last, even if it has ended since. */
  get current(): Credential | undefined {
    return this.#current;
  }

  /** The current credential, unless it is time for a new one: with a tenth of its life left, or ten seconds, whichever is less. */
  fresh(clock: Clock): Credential | undefined {
    return clock.date().getTime() < this.#freshUntil ? this.#current : undefined;
  }

  /** The current credential up to its very end. */
  valid(clock: Clock): Credential | undefined {
    return clock.date().getTime() < endOf(this.#current) ? this.#current : undefined;
  }

  /** A new credential. Rejects with what getting it failed with, or with the signal's reason. */
  async refreshed(clock: Clock, signal: AbortSignal): Promise<Credential> {
    signal.throwIfAborted();
    const refresh = (this.#refresh ??= this.#start(clock));
    refresh.waiting++;
    try {
      return await abortable(refresh.result, signal);
    } finally {
      refresh.waiting--;
      if (refresh.waiting === 0 && this.#refresh === refresh) {
        this.#refresh = undefined;
        this.#abandoned = refresh.result.catch(() => undefined);
        refresh.controller.abort(signal.reason);
      }
    }
  }

  #start(clock: Clock): Refresh {
    const controller = new AbortController();
    const result = this.#abandoned
      .then(() => {
        controller.signal.throwIfAborted();
        return this.#source.refresh(controller.signal);
      })
      .then(checkCredential)
      .then((credential) => {
        if (this.#refresh?.controller === controller) this.#hold(credential, clock);
        return credential;
      })
      .finally(() => {
        if (this.#refresh?.controller === controller) this.#refresh = undefined;
      });
    return { result, waiting: 0, controller };
  }

  #hold(credential: Credential, clock: Clock): void {
    this.#current = credential;
    const end = endOf(credential);
    const left = Math.max(0, end - clock.date().getTime());
    this.#freshUntil = end - Math.min(longestLeeway, left / 10);
  }
}

function endOf(credential: Credential | undefined): number {
  return credential?.expiresAt?.getTime() ?? Infinity;
}
