import { jsonAnswer, type ServerAnswer } from '../http/exchange.js';
import { statusText } from '../http/status-answer.js';

/** What a create answers that makes no object. */
export function createdStatus(): ServerAnswer {
  return jsonAnswer(201, statusText({ status: 'Success', code: 201 }));
}
