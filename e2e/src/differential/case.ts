/** One request of a case. Bodies that are objects are sent as JSON; texts as they are. */
export interface DifferentialStep {
  method: 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT';
  /** With query. `{ns}` stands for a namespace that the case has for itself and that exists; `{uid}` etc. for what `save` kept. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** @default `application/json` if there is a body */
  contentType?: string;
  body?: unknown;
  /** What later steps use: name to a path in the answer, as `{ version: 'metadata.resourceVersion' }`. */
  save?: Readonly<Record<string, string>>;
}

/** Requests, one after the other, that both servers have to answer alike. */
export interface DifferentialCase {
  name: string;
  steps: readonly DifferentialStep[];
}
