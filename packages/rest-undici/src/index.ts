export { undiciTransport } from './undici-transport.js';
