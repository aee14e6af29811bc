/** A token taken from a bucket, maybe from its future. */
export interface Reservation {
  /** When the holder may act. */
  readonly at: number;
}

/** Longest wait of Go, 292 years, which stands for "never". */
const never = 2 ** 63;

/**
 * The arithmetic of a token bucket (golang.org/x/time/rate, `Limiter`): it starts full, refills at `qps` tokens a second, and may
 * owe tokens, which is the queue of those who wait. Times are whole nanoseconds, so that equal times are equal.
 */
export class TokenBucket {
  readonly #qps: number;
  readonly #burst: number;
  #tokens: number;
  /** When `#tokens` was last true. */
  #last = -Infinity;
  /** Time of the latest reservation, past or future. */
  #lastEvent = -Infinity;

  constructor(qps: number, burst: number) {
    this.#qps = qps;
    this.#burst = burst;
    this.#tokens = burst;
  }

  /** Takes a token at `now` if it is due within `longest` nanoseconds; otherwise nothing changes. */
  reserve(now: number, longest = never): Reservation | undefined {
    if (this.#qps === Infinity) return { at: now };
    const tokens = this.available(now) - 1;
    const wait = tokens < 0 ? this.#timeFor(-tokens) : 0;
    if (this.#burst < 1 || wait > longest) return undefined;
    this.#last = now;
    this.#tokens = tokens;
    this.#lastEvent = now + wait;
    return { at: this.#lastEvent };
  }

  /** Gives a token back at `now`, unless its time is past; what was reserved behind it is counted against it. */
  cancel(reservation: Reservation, now: number): void {
    if (this.#qps === Infinity || reservation.at < now) return;
    const restored = 1 - this.#tokensIn(this.#lastEvent - reservation.at);
    if (restored <= 0) return;
    this.#tokens = Math.min(this.available(now) + restored, this.#burst);
    this.#last = now;
    if (reservation.at !== this.#lastEvent) return;
    const previous = reservation.at - this.#timeFor(1);
    if (previous >= now) this.#lastEvent = previous;
  }

  /** Tokens at `now`; fewer than none if some are owed. */
  available(now: number): number {
    // The clock going back adds nothing, and neither does the time before the first use.
    const elapsed = this.#last === -Infinity ? 0 : Math.max(0, now - this.#last);
    return Math.min(this.#burst, this.#tokens + this.#tokensIn(elapsed));
  }

  #timeFor(tokens: number): number {
    return this.#qps <= 0 ? never : Math.min(never, Math.trunc((tokens / this.#qps) * 1e9));
  }

  #tokensIn(nanoseconds: number): number {
    if (this.#qps <= 0) return 0;
    // Whole seconds apart from the rest, as Go's Duration.Seconds: the same roundings give the same nanosecond.
    return (Math.trunc(nanoseconds / 1e9) + (nanoseconds % 1e9) / 1e9) * this.#qps;
  }
}
