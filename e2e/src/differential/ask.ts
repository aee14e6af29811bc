import http from 'node:http';
import https from 'node:https';
import { readableBody } from './readable-body.js';

/** How to reach a server; with certificates if it is one that wants them. */
export interface Address {
  /** As `https://127.0.0.1:6443`. */
  readonly host: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** A request as it goes out. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What a server says. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Protobuf is told in JSON. */
  readonly body: string;
}

/** Asks servers over connections that are kept. */
export class Asker {
  readonly #address: Address;
  readonly #agent: http.Agent | https.Agent;

  constructor(address: Address) {
    const { host, ca, cert, key } = address;
    this.#address = address;
    this.#agent = host.startsWith('https:')
      ? new https.Agent({ keepAlive: true, maxSockets: 16, ca, cert, key })
      : new http.Agent({ keepAlive: true, maxSockets: 16 });
  }

  /** Nothing is added to the request but what HTTP itself needs: no client of ours stands between. */
  ask({ method, path, headers, body }: Question): Promise<Reply> {
    const { request } = this.#address.host.startsWith('https:') ? https : http;
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const sent = request(
        `${this.#address.host}${path}`,
        { method, agent: this.#agent, headers: { ...headers, ...length } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            try {
              const body = readableBody(Buffer.concat(chunks), response.headers['content-type']);
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
            } catch (error) {
              reject(error);
            }
          });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
