/** A plugin could not be started at all. */
export class PluginNotStartedError extends Error {
  override readonly name = 'PluginNotStartedError';
}
