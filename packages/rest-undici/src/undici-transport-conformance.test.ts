// One suite for both transports; it belongs to the package that says what a transport is.
import { transportConformance } from '../../rest/src/transport-conformance.test-support.js';
import { undiciTransport } from './undici-transport.js';

transportConformance('undiciTransport', undiciTransport);
