import type { JSONObject } from '../../json.js';
import { copyField, ensureObject, isMissing, removeField } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { standardRules } from '../standard-rules.js';
import { conditionsOf, validateCertificateRequest, validateCertificateRequestUpdate } from './validate-certificate-request.js';

/** The kinds of certificates.k8s.io. */
export const certificateRules: Readonly<Record<string, KindRules>> = {
  CertificateSigningRequest: standardRules({
    emptyStatus: () => ({}),
    prepareForCreate: (request, { user }) => {
      const spec = ensureObject(request, 'spec');
      for (const field of ['username', 'uid', 'groups', 'extra']) removeField(spec, field);
      if (!user) return;
      spec['username'] = user.name;
      spec['uid'] = user.uid;
      spec['groups'] = [...user.groups];
      spec['extra'] = Object.fromEntries(Object.entries(user.extra).map(([key, values]) => [key, [...values]]));
    },
    prepareForUpdate: (request, old) => copyField(request, old, 'spec'),
    prepareForStatusUpdate: (request, old, { now }) => {
      keepDecisions(request, old);
      dateConditions(request, old, now);
    },
    validateCreate: (request) => validateCertificateRequest(request),
    validateUpdate: (request, old) => validateCertificateRequestUpdate(request, old),
    validateStatusUpdate: (request, old) => validateCertificateRequestUpdate(request, old, 'status'),
  }),
};

/** Puts the times in that conditions lack: changes `request`. */
export function dateConditions(request: JSONObject, old: JSONObject, now: string): void {
  const before = conditionsOf(old);
  for (const condition of conditionsOf(request)) {
    if (isMissing(condition, 'lastUpdateTime')) condition['lastUpdateTime'] = now;
    if (!isMissing(condition, 'lastTransitionTime')) continue;
    const same = before.find(({ type, status }) => type === condition['type'] && status === condition['status']);
    condition['lastTransitionTime'] = same?.['lastTransitionTime'] ?? now;
  }
}

/** Decisions are made through `/approval` only. */
function keepDecisions(request: JSONObject, old: JSONObject): void {
  for (const type of ['Approved', 'Denied']) {
    const [now, before] = [request, old].map((one) => conditionsOf(one).filter((condition) => condition['type'] === type));
    if (now?.length !== before?.length) continue;
    for (const [index, condition] of (now ?? []).entries()) {
      for (const field of Object.keys(condition)) removeField(condition, field);
      Object.assign(condition, before?.[index]);
    }
  }
}
