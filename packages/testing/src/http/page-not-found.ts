import type { ServerAnswer } from './exchange.js';

/** What is under no path, in Go's words. */
export function pageNotFound(): ServerAnswer {
  return {
    status: 404,
    headers: {
      'Cache-Control': 'no-cache, private',
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    },
    body: '404 page not found\n',
  };
}
