/** Collects what surfaces as an uncaught error from a microtask, which would end the process, until it is disposed. */
export function catchUncaught(): Disposable & { readonly errors: unknown[] } {
  const real = globalThis.queueMicrotask;
  const errors: unknown[] = [];
  globalThis.queueMicrotask = (run) => {
    real(() => {
      try {
        run();
      } catch (error) {
        errors.push(error);
      }
    });
  };
  return {
    errors,
    [Symbol.dispose]() {
      globalThis.queueMicrotask = real;
    },
  };
}
