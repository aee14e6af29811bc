export type { JSONObject, JSONValue } from './json.js';
export { startTestServer, type TestServer, type TestServerOptions } from './test-server.js';
