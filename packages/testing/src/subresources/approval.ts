import { ensureObject, objectAt, objectsAt } from '../json-fields.js';
import { dateConditions } from '../kinds/policies/certificate-rules.js';
import { validateCertificateRequestUpdate } from '../kinds/policies/validate-certificate-request.js';
import type { UpdateRules } from '../write/update-rules.js';
import { keepAllBut } from './keep-all-but.js';

/** `/approval` of a certificate signing request: changes its conditions only. */
export const approvalRules: UpdateRules = {
  prepare(request, old, { now }) {
    dateConditions(request, old, now);
    const conditions = objectsAt(objectAt(request, 'status'), 'conditions');
    keepAllBut(request, old);
    const status = ensureObject(request, 'status');
    if (conditions.length > 0) status['conditions'] = conditions;
    else delete status['conditions'];
  },
  validate: (request, old) => validateCertificateRequestUpdate(request, old, 'approval'),
};
