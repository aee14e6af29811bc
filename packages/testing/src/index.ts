export type { JSONObject, JSONValue } from './json.js';
export { startTestServer, type TestServer, type TestServerOptions } from './test-server.js';
export type { PodHandlers, PodLogOptions } from './subresources/pod-handlers.js';
