import type { Watch } from '@kubewright/rest';

/** A watch whose events are made of those of another. Its loop throws, and that watch ends, where `events` throws. */
export function mappedWatch<From, To>(watch: Watch<From>, events: (watch: Watch<From>) => AsyncGenerator<To>): Watch<To> {
  return {
    [Symbol.asyncIterator]: () => events(watch),
    stop() {
      watch.stop();
    },
    [Symbol.asyncDispose]() {
      watch.stop();
      return Promise.resolve();
    },
  };
}
