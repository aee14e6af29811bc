import { connect, type Socket } from 'node:net';

/** What came back for a request. */
export interface RawAnswer {
  /** 0 if the connection ended without an answer. */
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Of a stream what came with its head. */
  readonly body: Buffer;
  readonly isStream: boolean;
}

/** Sends requests byte for byte over a socket, one after the other, and opens another one where the server ends it. */
export class RawConnection {
  readonly #url: URL;
  #socket: Socket | undefined;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /**
   * @param isHead whether no answer has a body
   * @param isLast whether nothing follows, so that the server has no reason to wait for more
   */
  ask(request: Uint8Array, isHead: boolean, isLast: boolean): Promise<RawAnswer> {
    const socket = this.#socket ?? connect(Number(this.#url.port), this.#url.hostname);
    this.#socket = undefined;
    return new Promise((resolve, reject) => {
      let received: Buffer = Buffer.alloc(0);
      const finish = (answer: RawAnswer | undefined, isOver: boolean): void => {
        socket.removeAllListeners();
        const isReusable = !isOver && !isLast && answer?.headers.get('connection') !== 'close' && !answer?.isStream;
        if (isReusable && answer) this.#socket = socket.on('error', () => undefined);
        else socket.on('error', () => undefined).destroy();
        resolve(answer ?? { status: 0, headers: new Map(), body: received, isStream: false });
      };
      socket.on('data', (piece) => {
        received = received.length === 0 ? piece : Buffer.concat([received, piece]);
        let answer: RawAnswer | undefined;
        try {
          answer = answerIn(received, isHead, isLast);
        } catch (error) {
          reject(error);
          return;
        }
        if (answer) finish(answer, false);
      });
      // What was refused before all of it was sent is answered, and reset.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        finish(undefined, true);
      });
      if (isLast) socket.end(request);
      else socket.write(request);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}

/** Undefined as long as it is not complete. Throws an `Error` for what is no HTTP. */
function answerIn(received: Buffer, isHead: boolean, isLast: boolean): RawAnswer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
  const [, code] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? [];
  if (code === undefined) throw new Error(`no status line: ${statusLine}`);
  if (code === '100') return answerIn(received.subarray(end + 4), isHead, isLast);
  const headers = new Map(
    lines.map((line): [string, string] => {
      const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+): ?(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`no header field: ${line}`);
      return [name.toLowerCase(), value];
    }),
  );
  const rest = received.subarray(end + 4);
  const head = { status: Number(code), headers };
  if (headers.has('transfer-encoding')) return { ...head, body: rest, isStream: true };
  const length = isHead ? 0 : Number(headers.get('content-length') ?? '0');
  if (rest.length < length) return undefined;
  // What is said to be shorter than it is ends in what is no request.
  if (rest.length > length && !isLast)
    throw new Error(`more than one answer: ${rest.subarray(length).toString('latin1').slice(0, 200)}`);
  return { ...head, body: rest.subarray(0, length), isStream: false };
}
