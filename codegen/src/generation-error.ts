/** Something that the user of the generator can repair: its message says all there is to say, a stack would add nothing. */
export class GenerationError extends Error {
  override name = 'GenerationError';
}

/** A place in a document. */
export interface Location {
  /** The document, as errors and generated files name it: `openapi/v1.36.3/api__v1_openapi.json`. */
  readonly file: string;
  /** JSON pointer (RFC 6901) into it; empty for the whole document. */
  readonly pointer: string;
}

/** A document says something that the generator does not understand or cannot believe. The message begins with file and JSON pointer. */
export class SpecError extends GenerationError {
  override name = 'SpecError';
  readonly file: string;
  readonly pointer: string;

  constructor(at: Location, problem: string, options?: ErrorOptions) {
    super(`${at.file}#${at.pointer}: ${problem}`, options);
    this.file = at.file;
    this.pointer = at.pointer;
  }
}
