import type { ServerHandler } from '../http/exchange.js';
import { errorAnswer } from '../http/status-answer.js';
import type { Persistence } from './persistence.js';

/** Answers requests that may write only when what was written is on the disk. */
export function durableHandler(handle: ServerHandler, persistence: Persistence): ServerHandler {
  return async (request) => {
    const answer = await handle(request);
    if (request.method === 'GET' || persistence.isSettled) return answer;
    try {
      await persistence.settled();
      return answer;
    } catch (error) {
      return errorAnswer(error);
    }
  };
}
