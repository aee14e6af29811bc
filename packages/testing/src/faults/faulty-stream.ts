import type { Clock, StatusError } from '@kubewright/rest';
import type { AnswerSink, StreamedAnswer } from '../http/exchange.js';
import { statusText } from '../http/status-answer.js';
import type { ArmedFault } from './armed-fault.js';
import { isBookmark } from './bookmark.js';
import { DelayedSink } from './delayed-sink.js';
import { LateBookmarksSink } from './late-bookmarks-sink.js';
import { ReorderedSink } from './reordered-sink.js';

/** What a fault needs to spoil a stream. */
export interface StreamFaultContext {
  readonly clock: Clock;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  /** What the fault answers with, if it is of that sort. */
  readonly status: StatusError | undefined;
}

/** A fault as streams see it. */
export type StreamFault = Pick<ArmedFault, 'fault' | 'strike'>;

/** A stream that goes well for as many events as the fault lets pass, and then as it wants. */
export function faultyStream(answer: StreamedAnswer, armed: StreamFault, context: StreamFaultContext): StreamedAnswer {
  return {
    ...answer,
    stream: (sink) => {
      const faulty = new FaultySink(sink, armed, context);
      faulty.begin();
      answer.stream(faulty);
    },
  };
}

/** Passes events on until the fault happens. Each event is one write. */
class FaultySink implements AnswerSink {
  readonly signal: AbortSignal;
  readonly #next: AnswerSink;
  readonly #armed: StreamFault;
  readonly #context: StreamFaultContext;
  #left: number;
  /** Where events go from when the fault has happened. */
  #spoiled: AnswerSink | undefined;

  constructor(next: AnswerSink, armed: StreamFault, context: StreamFaultContext) {
    this.signal = next.signal;
    this.#next = next;
    this.#armed = armed;
    this.#context = context;
    this.#left = armed.fault.after?.events ?? 0;
  }

  /** What needs no event happens at once. */
  begin(): void {
    if (this.#left === 0 && isSudden(this.#armed, this.#context)) this.#strike();
  }

  write(text: string): void {
    if (this.#left === 0 && !this.#spoiled) this.#strike();
    (this.#spoiled ?? this.#next).write(text);
    if (this.#left > 0 && --this.#left === 0) this.begin();
  }

  end(): void {
    (this.#spoiled ?? this.#next).end();
  }

  destroy(): void {
    this.#next.destroy();
  }

  #strike(): void {
    this.#spoiled = this.#armed.strike() ? spoiledSink(this.#next, this.#armed, this.#context) : this.#next;
  }
}

/** Whether it happens without waiting for the next event. */
function isSudden({ fault: { action } }: StreamFault, { status }: StreamFaultContext): boolean {
  return status !== undefined || action === 'reset' || action === 'reset-after-head' || action === 'half-open';
}

function spoiledSink(next: AnswerSink, { fault: { action } }: StreamFault, context: StreamFaultContext): AnswerSink {
  const { clock, random, status } = context;
  if (status) {
    next.write(`{"type":"ERROR","object":${statusText(status.status)}}\n`);
    next.end();
    return silent(next);
  }
  if (typeof action === 'object') {
    if ('status' in action) return next;
    const { eventLatency, bookmarkLatency } = action;
    const late = bookmarkLatency === undefined ? next : new LateBookmarksSink(next, clock, bookmarkLatency);
    return eventLatency === undefined ? late : new DelayedSink(late, clock, eventLatency);
  }
  switch (action) {
    case 'reset':
    case 'reset-after-head':
      next.destroy();
      return silent(next);
    case 'half-open':
      return silent(next);
    case 'truncated-body':
      return writingTo(next, (text) => {
        next.write(text.slice(0, Math.floor(text.length / 2)));
        next.destroy();
      });
    case 'drop-bookmarks':
      return writingTo(next, (text) => {
        if (!isBookmark(text)) next.write(text);
      });
    case 'duplicate-events':
      return writingTo(next, (text) => {
        next.write(text);
        next.write(text);
      });
    case 'reorder-events':
      return new ReorderedSink(next, clock, random);
    default:
      return next;
  }
}

function writingTo(next: AnswerSink, write: (text: string) => void): AnswerSink {
  return {
    signal: next.signal,
    write,
    end: () => {
      next.end();
    },
    destroy: () => {
      next.destroy();
    },
  };
}

/** Nothing comes any more, not even an end. */
function silent({ signal }: AnswerSink): AnswerSink {
  const nothing = (): void => undefined;
  return { signal, write: nothing, end: nothing, destroy: nothing };
}
