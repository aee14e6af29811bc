import { seededRandom } from '../seeded-random.js';

/** Chance that a seed repeats. */
export class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** Whether something happens that happens so often: 0 never, 1 always. */
  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  /** An integer of at least 0 and less than `end`. */
  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** What one of several functions gives. */
  either<T>(...makers: readonly (() => T)[]): T {
    return this.pick(makers)();
  }
}
