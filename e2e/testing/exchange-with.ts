import { connect } from 'node:net';

/** Sends a text to a port of this machine, and gives what comes back until the connection ends. */
export function exchangeWith(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.end(text));
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => (answer += piece));
    socket.once('error', reject);
    socket.once('end', () => {
      resolve(answer);
    });
  });
}
