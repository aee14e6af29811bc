/**
 * Credential sources of this process, one for all who ask for it with equal settings. They are never dropped: a new client wants the
 * credential of the last one.
 */
export class SharedSources<S> {
  /** Keyed by a hash, for settings may hold credentials. */
  readonly #sources = new Map<string, S>();

  /** @param settings plain data; what `JSON.stringify` makes of it tells them apart */
  get(settings: unknown, make: () => S): S {
    const { createHash } = process.getBuiltinModule('node:crypto');
    const key = createHash('sha256').update(JSON.stringify(settings)).digest('base64');
    let source = this.#sources.get(key);
    if (source === undefined) this.#sources.set(key, (source = make()));
    return source;
  }
}
