// @ts-check
export { stop as default } from './start-real-server.mjs';
