/**
 * Why a request failed, in the server's words (apimachinery `metav1.StatusReason`). The values are what `Status.reason` holds.
 */
export const StatusReason = {
  /** The server said nothing. */
  Unknown: '',
  Unauthorized: 'Unauthorized',
  Forbidden: 'Forbidden',
  NotFound: 'NotFound',
  AlreadyExists: 'AlreadyExists',
  Conflict: 'Conflict',
  Gone: 'Gone',
  Invalid: 'Invalid',
  /** The server could not finish in time; try again after `details.retryAfterSeconds`. */
  ServerTimeout: 'ServerTimeout',
  /** What is stored cannot be read; note the value. */
  StoreReadError: 'StorageReadError',
  /** The request took longer than its own timeout, and may still be carried out. */
  Timeout: 'Timeout',
  TooManyRequests: 'TooManyRequests',
  BadRequest: 'BadRequest',
  MethodNotAllowed: 'MethodNotAllowed',
  NotAcceptable: 'NotAcceptable',
  RequestEntityTooLarge: 'RequestEntityTooLarge',
  UnsupportedMediaType: 'UnsupportedMediaType',
  InternalError: 'InternalError',
  /** A resource version or a continue token is too old: begin anew. */
  Expired: 'Expired',
  ServiceUnavailable: 'ServiceUnavailable',
} as const;
export type StatusReason = (typeof StatusReason)[keyof typeof StatusReason];

/** One of several causes of a failure (apimachinery `metav1.CauseType`). The values are what a cause's `reason` holds. */
export const CauseType = {
  FieldValueNotFound: 'FieldValueNotFound',
  FieldValueRequired: 'FieldValueRequired',
  FieldValueDuplicate: 'FieldValueDuplicate',
  FieldValueInvalid: 'FieldValueInvalid',
  FieldValueNotSupported: 'FieldValueNotSupported',
  FieldValueForbidden: 'FieldValueForbidden',
  FieldValueTooLong: 'FieldValueTooLong',
  FieldValueTooMany: 'FieldValueTooMany',
  InternalError: 'InternalError',
  FieldValueTypeInvalid: 'FieldValueTypeInvalid',
  /** The answer was not one of an API server: perhaps a proxy spoke. The message holds what it said. */
  UnexpectedServerResponse: 'UnexpectedServerResponse',
  /** Another field manager owns the field. */
  FieldManagerConflict: 'FieldManagerConflict',
  ResourceVersionTooLarge: 'ResourceVersionTooLarge',
} as const;
export type CauseType = (typeof CauseType)[keyof typeof CauseType];
