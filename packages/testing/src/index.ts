export type { JSONObject, JSONValue } from './json.js';
