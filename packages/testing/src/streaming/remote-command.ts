import type { PodStreams, TerminalSize } from '../subresources/pod-handlers.js';
import { type CommandOutcome, type OutcomeForm, outcomeText } from './command-outcome.js';
import { byteQueue, type Queue } from './queue.js';

/** What a client wants of a command (`PodExecOptions`, `PodAttachOptions`). */
export interface CommandOptions {
  readonly container: string;
  /** Empty for an attachment. */
  readonly command: readonly string[];
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

/** The streams of a command over whatever connects it with its client. */
export interface CommandConnection {
  /** Undefined for a stream that the client does not want. */
  readonly stdin: Queue<Uint8Array> | undefined;
  readonly resize: Queue<Uint8Array> | undefined;
  /** Resolve when it has left; reject if the connection is over. */
  readonly stdout: ((data: Uint8Array | string) => Promise<void>) | undefined;
  readonly stderr: ((data: Uint8Array | string) => Promise<void>) | undefined;
  /** Says how the command ended. */
  readonly error: (text: string) => Promise<void>;
  /** Ends the connection behind what was sent. */
  close(): void;
  readonly signal: AbortSignal;
}

/** What is to be run. */
export interface Command {
  /** Gives the exit code. */
  readonly run: (streams: PodStreams) => Promise<number>;
  /** What goes wrong if it cannot be run, as `error executing command in container`. */
  readonly failure: string;
}

/** Lets a command talk with its client until it ends, and tells the client how it did. Never rejects. */
export async function runCommand(
  { run, failure }: Command,
  connection: CommandConnection,
  { container, command, tty }: CommandOptions,
  form: OutcomeForm,
): Promise<void> {
  const { stdin = ended(), resize, signal } = connection;
  const outcome = await outcomeOf(failure, () =>
    run({
      container,
      command,
      tty,
      stdin,
      resizes: { [Symbol.asyncIterator]: () => sizes(resize ?? ended()) },
      stdout: sending(connection.stdout),
      stderr: sending(connection.stderr),
      signal,
    }),
  );
  stdin.discard();
  resize?.discard();
  const text = outcomeText(outcome, form);
  // Who has gone is told nothing.
  if (text !== '') await connection.error(text).catch(() => undefined);
  connection.close();
}

async function outcomeOf(failure: string, run: () => Promise<number>): Promise<CommandOutcome> {
  try {
    const exitCode: unknown = await run();
    if (typeof exitCode === 'number' && Number.isInteger(exitCode) && exitCode >= 0 && exitCode < 256) return { exitCode };
    return {
      failure: `${failure}: the handler gave ${String(exitCode)}, which is no exit code: give a whole number from 0 to 255`,
    };
  } catch (error) {
    return { failure: `${failure}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** A stream that nobody wants takes everything. */
function sending(send: CommandConnection['stdout']): (data: Uint8Array | string) => Promise<void> {
  return (data) => {
    const sent = send && data.length > 0 ? send(data) : Promise.resolve();
    // Who does not wait for it need not care that the client has gone.
    sent.catch(() => undefined);
    return sent;
  };
}

function ended(): Queue<Uint8Array> {
  const queue = byteQueue();
  queue.end();
  return queue;
}

/** Reads JSON objects, one behind the other; what is none ends them. */
async function* sizes(resize: AsyncIterable<Uint8Array>): AsyncGenerator<TerminalSize, void, undefined> {
  let text = '';
  for await (const bytes of resize) {
    text += Buffer.from(bytes).toString('latin1');
    for (let end = text.indexOf('}') + 1; end > 0; end = text.indexOf('}') + 1) {
      const size = sizeOf(text.slice(0, end));
      if (!size) return;
      text = text.slice(end);
      yield size;
    }
  }
}

/** Names of fields are read as Go does, which does not look at their case. */
function sizeOf(text: string): TerminalSize | undefined {
  const field = (name: string): number => Number(new RegExp(`"${name}"\\s*:\\s*(\\d{1,5})\\b`, 'i').exec(text)?.[1] ?? 0);
  return text.trimStart().startsWith('{') ? { width: field('width'), height: field('height') } : undefined;
}
