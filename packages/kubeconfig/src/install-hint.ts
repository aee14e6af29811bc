import { showControlCharacters } from './show-control-characters.js';

/** How often, and in how long, the help for a program that is not there is shown: a hint, not a flood. */
const TIMES = 10;
const INTERVAL = 60 * 60 * 1000;

/** Tells how to get a plugin that is not installed, at most ten times an hour (client-go `exec.sometimes`). */
export class InstallHint {
  readonly #text: string;
  readonly #now: () => number;
  #since = -Infinity;
  #shown = 0;

  /** @param now milliseconds of any clock */
  constructor(hint: string | undefined, now: () => number) {
    const help =
      'The kubeconfig takes a credential from this program, a client-go credential plugin: install it, or put its folder on PATH. ' +
      'See https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins';
    this.#text = hint === undefined ? `\n\n${help}` : `\n\n${help}\n\n${showControlCharacters(hint)}`;
    this.#now = now;
  }

  /** What to put behind the error; empty if it was said often enough. */
  next(): string {
    const now = this.#now();
    if (now - this.#since >= INTERVAL) {
      this.#since = now;
      this.#shown = 0;
    }
    return this.#shown++ < TIMES ? this.#text : '';
  }
}
