import { type Clock, newResourceExpired, type StatusError } from '@kubewright/rest';
import type { AnswerSink, StreamedAnswer } from '../http/exchange.js';
import { statusText } from '../http/status-answer.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { StoreEvent } from '../store/collection.js';
import type { Entry } from '../store/entry.js';
import { tooLarge } from './list.js';
import type { ListOptions } from './list-options.js';
import type { Presentation } from './presentation.js';
import { parseRevision } from './revision.js';
import { type Selects, selectsOf } from './select.js';

/** Milliseconds between two bookmarks, and from the last one to the end of a watch (apiserver `cacher`). */
const bookmarkInterval = 60_000;
const lastBookmark = 2000;
/** Shortest time, in seconds, of a watch that says nothing of how long it should last; the longest is twice that. */
const shortest = 1800;

/** What a watch needs to know of the server. */
export interface WatchContext {
  readonly clock: Clock;
  /** The store's revision. */
  readonly revision: () => number;
}

/** Opens a watch. Throws a `StatusError` for what cannot be watched; what is forgotten is told in the watch, as servers do. */
export function watchAnswer(
  resource: ServedResource,
  options: ListOptions,
  namespace: string,
  presentation: Presentation,
  context: WatchContext,
): StreamedAnswer {
  presentation.checkWatch?.();
  const selects = selectsOf(resource, options, namespace);
  const since = parseRevision(options.resourceVersion);
  const current = context.revision();
  if (options.sendInitialEvents && since > current) throw tooLarge(since, current);
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-cache, private', 'Content-Type': presentation.contentType },
    stream: (sink) => {
      new OpenWatch(resource, options, selects, presentation, context, sink).begin(since);
    },
  };
}

/** A watch, from its first event to its end. */
class OpenWatch {
  readonly #resource: ServedResource;
  readonly #options: ListOptions;
  readonly #selects: Selects | undefined;
  readonly #presentation: Presentation;
  readonly #context: WatchContext;
  readonly #sink: AnswerSink;
  #isFirst = true;
  #stopListening: (() => void) | undefined;

  constructor(
    resource: ServedResource,
    options: ListOptions,
    selects: Selects | undefined,
    presentation: Presentation,
    context: WatchContext,
    sink: AnswerSink,
  ) {
    this.#resource = resource;
    this.#options = options;
    this.#selects = selects;
    this.#presentation = presentation;
    this.#context = context;
    this.#sink = sink;
  }

  begin(since: number): void {
    const { sendInitialEvents, allowWatchBookmarks } = this.#options;
    const { collection } = this.#resource;
    if (sendInitialEvents ?? since === 0) {
      for (const entry of collection.all()) if (this.#matches(entry)) this.#send('ADDED', entry);
      if (sendInitialEvents && allowWatchBookmarks) this.#bookmark({ 'k8s.io/initial-events-end': 'true' });
    } else if (since > 0) {
      const missed = collection.eventsAfter(since);
      if (!missed) {
        this.#fail(newResourceExpired(`too old resource version: ${String(since)} (${String(collection.oldestRevision)})`));
        return;
      }
      for (const event of missed) this.#tell(event);
    }
    const stop = [
      collection.listen((event) => {
        this.#tell(event);
      }),
      this.#resource.onWithdrawn(() => {
        this.#sink.end();
      }),
    ];
    this.#stopListening = () => {
      for (const one of stop) one();
    };
    void this.#last();
  }

  /** A selector makes an object come and go as it begins and ceases to match. */
  #tell({ type, entry, previous }: StoreEvent): void {
    const did = previous !== undefined && this.#matches(previous);
    const does = type !== 'DELETED' && this.#matches(entry);
    if (does) this.#send(did ? 'MODIFIED' : 'ADDED', entry);
    else if (did) this.#send('DELETED', type === 'DELETED' ? entry : withRevisionOf(entry, previous));
  }

  #matches(entry: Entry): boolean {
    return this.#selects?.(entry) ?? true;
  }

  #send(type: StoreEvent['type'], entry: Entry): void {
    this.#sink.write(`{"type":"${type}","object":${this.#presentation.event(entry, this.#isFirst)}}\n`);
    this.#isFirst = false;
  }

  #bookmark(annotations?: Readonly<Record<string, string>>): void {
    const { kind } = this.#resource.info.kind;
    const metadata = {
      resourceVersion: String(this.#context.revision()),
      ...(annotations && { annotations }),
    };
    const object = { kind, apiVersion: this.#resource.apiVersion, metadata };
    this.#sink.write(`{"type":"BOOKMARK","object":${this.#presentation.bookmark(object, this.#isFirst)}}\n`);
    this.#isFirst = false;
  }

  #fail(error: StatusError): void {
    this.#sink.write(`{"type":"ERROR","object":${statusText(error.status)}}\n`);
    this.#sink.end();
  }

  /** Until its time is over, or nobody reads any more. */
  async #last(): Promise<void> {
    const { clock } = this.#context;
    const { signal } = this.#sink;
    const seconds = this.#options.timeoutSeconds || shortest * (1 + clock.random());
    const end = clock.now() + seconds * 1000;
    try {
      for (const at of this.#options.allowWatchBookmarks ? bookmarkTimes(clock.now(), end) : []) {
        await clock.sleep(at - clock.now(), signal);
        this.#bookmark();
      }
      await clock.sleep(end - clock.now(), signal);
      this.#sink.end();
    } catch {
      // The reader has gone.
    } finally {
      this.#stopListening?.();
    }
  }
}

function* bookmarkTimes(now: number, end: number): Generator<number> {
  const last = end - lastBookmark;
  for (let at = now + bookmarkInterval; at < last; at += bookmarkInterval) yield at;
  if (last > now) yield last;
}

/** An object that goes on existing but no longer matches, as it was when it did, at the revision at which it ceased to. */
function withRevisionOf({ revision }: Entry, previous: Entry): Entry {
  const text = previous.text.replace(
    `"resourceVersion":"${String(previous.revision)}"`,
    `"resourceVersion":"${String(revision)}"`,
  );
  return { ...previous, revision, text };
}
