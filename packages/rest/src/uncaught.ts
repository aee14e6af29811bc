/** Runs what a caller plugged in for looking on. If it throws, the request that it looks at goes on, and the error surfaces as an uncaught one. */
export function uncaught(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
