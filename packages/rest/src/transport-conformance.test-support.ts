import { describe } from '@jest/globals';
import { abortingCases } from './conformance-aborting.test-support.js';
import { answerCases } from './conformance-answers.test-support.js';
import { brokenAnswerCases } from './conformance-broken-answers.test-support.js';
import { connectionCases } from './conformance-connections.test-support.js';
import { errorTextCases } from './conformance-error-texts.test-support.js';
import { gzipCases } from './conformance-gzip.test-support.js';
import { lifecycleCases } from './conformance-lifecycle.test-support.js';
import { lookupCases } from './conformance-lookups.test-support.js';
import { proxyFaultCases } from './conformance-proxy-faults.test-support.js';
import { proxyCases } from './conformance-proxies.test-support.js';
import { requestCases } from './conformance-requests.test-support.js';
import { rotationCases } from './conformance-rotation.test-support.js';
import { serverThreadCases } from './conformance-server-thread.test-support.js';
import { stand, type Stand } from './conformance-stand.test-support.js';
import { streamingCases } from './conformance-streaming.test-support.js';
import { tlsCases } from './conformance-tls.test-support.js';
import { uploadCases } from './conformance-uploads.test-support.js';
import type { TransportFactory } from './transport-factory.js';

const sections: Readonly<Record<string, (stand: Stand) => void>> = {
  'sends requests': requestCases,
  'gives up requests': uploadCases,
  'receives answers': answerCases,
  'fails with broken answers': brokenAnswerCases,
  'says what went wrong': errorTextCases,
  'decodes gzip': gzipCases,
  streams: streamingCases,
  'is aborted': abortingCases,
  'manages connections': connectionCases,
  'keeps up with a server in another thread': serverThreadCases,
  'secures connections': tlsCases,
  'rotates identities': rotationCases,
  'goes through proxies': proxyCases,
  'survives proxies that fail': proxyFaultCases,
  'tells of lookups': lookupCases,
  'is opened and closed': lifecycleCases,
};

/** Declares what every transport must do, over real sockets, as cases for Jest. */
export function transportConformance(name: string, factory: TransportFactory): void {
  describe(name, () => {
    for (const [title, declareCases] of Object.entries(sections)) {
      describe(title, () => {
        declareCases(stand(factory));
      });
    }
  });
}
