import { gotTransport } from './got-transport.js';
import { transportConformance } from './transport-conformance.test-support.js';

transportConformance('gotTransport', gotTransport);
