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
  /** Asks again until the answer says this, for what a controller does in its own time; only the last answer counts. */
  until?: AnswerCondition;
  /** Waits first until the second is over in which the step before was answered: a time that changes now becomes another one. */
  inNextSecond?: boolean;
}

/** What an answer has to say before a case goes on: all that is named here. */
export interface AnswerCondition {
  status?: number;
  /** What stands somewhere in the body. */
  text?: string;
  /** A path in the body to what has to be there, as `{ 'status.phase': 'Terminating' }`; `null` for what must not be there. */
  fields?: Readonly<Record<string, unknown>>;
}

/** Requests, one after the other, that both servers have to answer alike. */
export interface DifferentialCase {
  name: string;
  steps: readonly DifferentialStep[];
}
