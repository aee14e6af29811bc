import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { abortable } from './abortable.js';
import type { Clock } from './clock.js';
import { isUnfitForHeader } from './header-value.js';
import type { Proof, ProofSource } from './proof-source.js';
import { quote } from './quote.js';
import type { HttpRequest } from './transport.js';

/**
 * A token read from its file is used this long, in milliseconds: a minute less ten seconds of leeway (client-go
 * `transport.cachingTokenSource`).
 */
const tokenLifetime = 50_000;

/**
 * The token that a file holds, trimmed (client-go `transport.NewCachedFileTokenSource`). It is read again when it is 50 seconds old
 * and, unlike in client-go, when the server refuses it. If that fails, the last token stays in use, each request tries again, and
 * `log` is told once.
 */
export class TokenFile implements ProofSource {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  #proof: Proof;
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;
  #failing = false;

  /**
   * Reads the file at once if there is no `fallback`, a token to use for as long as the file was never read.
   * @throws {Error} naming the file, if it cannot be read or holds no token
   */
  constructor(file: string, fallback: string, { clock, log }: { clock: Clock; log: (line: string) => void }) {
    this.#file = file;
    this.#clock = clock;
    this.#log = log;
    this.#proof = { token: fallback.trim() };
    if (this.#proof.token === '') this.#hold(readNow(file));
  }

  get({ signal }: HttpRequest): Proof | Promise<Proof> {
    return this.#clock.now() - this.#readAt < tokenLifetime ? this.#proof : this.#readAgain(signal);
  }

  async renew(refused: Proof, { signal }: HttpRequest): Promise<Proof> {
    return this.#proof === refused ? this.#readAgain(signal) : this.#proof;
  }

  async #readAgain(signal: AbortSignal | undefined): Promise<Proof> {
    await abortable((this.#reading ??= this.#read()), signal);
    return this.#proof;
  }

  async #read(): Promise<void> {
    try {
      this.#hold(await readLater(this.#file));
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#log(`kubewright: Unable to rotate token: ${(error as Error).message}; the last one stays in use`);
      this.#failing = true;
    } finally {
      this.#reading = undefined;
    }
  }

  /** The proof stays the same object as long as it is the same token. */
  #hold(text: string): void {
    const token = tokenIn(text, this.#file);
    if (token !== this.#proof.token) this.#proof = { token };
    this.#readAt = this.#clock.now();
  }
}

function tokenIn(text: string, file: string): string {
  const token = text.trim();
  if (token === '') throw new Error(`read empty token from file ${quote(file)}`);
  if (isUnfitForHeader(token))
    throw new Error(
      `the token in file ${quote(file)} contains a line break or another control character: a header cannot carry it`,
    );
  return token;
}

function readNow(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function readLater(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): Error {
  return new Error(`failed to read token file ${quote(file)}: ${(cause as Error).message}`, { cause });
}
