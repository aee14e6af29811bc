import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fc from '../../rest/src/fast-check.test-support.js';
import { type HeadWatcher, skipInterimAnswers } from './interim-answers.js';

/** Asks nobody for more. Node's own would wait anew for its connection with each read, by one listener more. */
class UnconnectedSocket extends Socket {
  override _read(): void {
    // What comes is pushed.
  }
}

/** A socket to nobody, which brings what is pushed into it, and what is read from it. */
class Line implements HeadWatcher {
  readonly #socket = new UnconnectedSocket();
  awaitsHead = true;
  sawBytes = false;

  constructor() {
    skipInterimAnswers(this.#socket, this);
  }

  /** The next request is being sent. */
  ask(): void {
    this.awaitsHead = true;
    this.sawBytes = false;
  }

  /** Brings the pieces one after the other. Returns all that was read meanwhile. */
  bring(...pieces: Uint8Array[]): string {
    let text = '';
    for (const piece of pieces) {
      this.#socket.push(piece);
      for (let bytes = this.#read(); bytes; bytes = this.#read()) text += bytes.toString('latin1');
    }
    return text;
  }

  #read(): Buffer | null {
    return this.#socket.read() as Buffer | null;
  }
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Cuts at the given places. */
function cut(text: string, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % text.length))].filter((place) => place > 0).sort((a, b) => a - b);
  return [...ends, text.length].map((end, i) => bytes(text.slice(i === 0 ? 0 : ends[i - 1], end)));
}

const interimStatus = fc.integer({ min: 100, max: 199 }).filter((status) => status !== 101);
const headers = fc.constantFrom('', 'Link: </a>\r\n', 'X-A: HTTP/1.1 200 OK\r\n', `X-Long: ${'x'.repeat(300)}\r\n`);
const interim = fc.tuple(interimStatus, headers).map(([status, lines]) => `HTTP/1.1 ${String(status)} Any\r\n${lines}\r\n`);
const final = fc.oneof(
  fc.constantFrom(
    'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.0 200 OK\r\n\r\nbody',
    'HTTP/1.1 204\r\n\r\n',
    'HTTP/1.1 20',
    'HTTP/1.1 200 OK\r\nVia: HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n',
    'SSH-2.0-OpenSSH_9.6\r\n',
    '\x16\x03\x01',
  ),
  fc.string({ unit: 'binary-ascii', minLength: 1 }).map((text) => `HTTP/1.1 500 ${text}`),
);

describe('skipInterimAnswers', () => {
  it('brings the final answer and nothing else, however answers are cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(interim, { maxLength: 4 }), final, fc.array(fc.nat()), (interims, answer, places) => {
        const text = interims.join('') + answer;
        const line = new Line();
        expect(line.bring(...cut(text, places))).toBe(answer);
        expect(line.sawBytes).toBe(true);
      }),
    );
  });

  it('does so for each request on a connection', () => {
    const line = new Line();
    for (const answer of ['HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 404 Not Found\r\n\r\n']) {
      line.ask();
      expect(line.bring(bytes('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 1'), bytes(`03 Early Hints\r\n\r\n${answer}`))).toBe(answer);
    }
  });

  it('leaves alone what comes behind the head, and what comes unasked', () => {
    const line = new Line();
    line.awaitsHead = false;
    const text = 'HTTP/1.1 100 Continue\r\n\r\n';
    expect(line.bring(bytes(text))).toBe(text);
    expect(line.sawBytes).toBe(false);
  });

  it('takes nothing out of a final head that comes in pieces', () => {
    const pieces = ['HTTP/1.1 200 OK\r\nVia: ', 'HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n'];
    expect(new Line().bring(...pieces.map(bytes))).toBe(pieces.join(''));
  });

  it('tells that something came, even if it was an interim answer', () => {
    const line = new Line();
    expect(line.bring(bytes('HTTP/1.1 100 Continue\r\n\r\n'))).toBe('');
    expect(line.sawBytes).toBe(true);
  });

  it('holds at most 16 KB of an interim answer, and leaves what is longer to the reader', () => {
    const line = new Line();
    const beginning = 'HTTP/1.1 103 Early Hints\r\nLink: ';
    expect(line.bring(bytes(beginning), bytes('x'.repeat(16_000)))).toBe('');
    expect(line.bring(bytes('y'.repeat(1_000)))).toBe(`${beginning}${'x'.repeat(16_000)}${'y'.repeat(1_000)}`);
  });
});
