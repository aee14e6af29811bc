/** Decides how long to leave a host alone that has been failing (client-go `rest.BackoffManager`). */
export interface BackoffManager {
  /** How long to wait before the next attempt, in milliseconds. */
  calculateBackoff(url: URL): number;
  /** Tells how an attempt ended: its HTTP status, or 0 without an answer. */
  updateBackoff(url: URL, status: number): void;
}
