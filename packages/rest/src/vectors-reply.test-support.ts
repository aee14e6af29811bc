import { STATUS_CODES } from 'node:http';

/** What the server of the vectors does about one request. Texts hold one character for each byte. */
export interface Reply {
  status?: number;
  headers?: [name: string, value: string][];
  /** Sent at once, with its length. */
  body?: string;
  /** Sent one by one, as chunks. */
  pieces?: string[];
  /** What follows the last byte; a chunked body then lacks its end. */
  end?: 'close' | 'reset';
  /** Takes the place of an answer. The first four are done to a socket, the others come out of the transport. */
  fault?: 'broken pipe' | 'closes in the head' | 'closes' | 'refuses' | 'resets' | 'times out' | 'unknown host';
}

/** What a reply sends, each on its own: byte for byte what the Go program of the vectors sent to client-go. */
export function writesOf({ status = 0, headers = [], body = '', pieces, end, fault }: Reply): string[] {
  if (fault) return fault === 'closes in the head' ? ['HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'] : [];
  const lines = [`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`, ...headers.map((header) => header.join(': '))];
  if (pieces) {
    lines.push('Transfer-Encoding: chunked', '', '');
    const chunks = pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`);
    return [lines.join('\r\n'), ...chunks, ...(end ? [] : ['0\r\n\r\n'])];
  }
  const hasLength = headers.some(([name]) => name.toLowerCase() === 'content-length');
  if (!hasLength && status >= 200 && status !== 204 && status !== 304) lines.push(`Content-Length: ${String(body.length)}`);
  return [`${[...lines, '', ''].join('\r\n')}${body}`];
}
