/** Runs what somebody else plugged in. If it throws, whatever it was called from goes on, and the error surfaces as an uncaught one. */
export function uncaught(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
