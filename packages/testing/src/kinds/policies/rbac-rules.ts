import { ensureObject, objectsAt, setDefaultText, textAt } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { validateBinding, validateBindingUpdate, validateRole } from '../validate-others.js';
import { standardRules } from '../standard-rules.js';

const rbacGroup = 'rbac.authorization.k8s.io';

const roleRules = (isNamespaced: boolean): KindRules =>
  standardRules({
    allowCreateOnUpdate: true,
    validateCreate: (role) => validateRole(role, isNamespaced),
    validateUpdate: (role) => validateRole(role, isNamespaced),
  });

const bindingRules = (isNamespaced: boolean): KindRules =>
  standardRules({
    validateCreate: (binding) => validateBinding(binding, isNamespaced),
    validateUpdate: (binding, old) => validateBindingUpdate(binding, old, isNamespaced),
    allowCreateOnUpdate: true,
    defaults: (binding) => {
      setDefaultText(ensureObject(binding, 'roleRef'), 'apiGroup', rbacGroup);
      for (const subject of objectsAt(binding, 'subjects')) {
        if (['User', 'Group'].includes(textAt(subject, 'kind'))) setDefaultText(subject, 'apiGroup', rbacGroup);
      }
    },
  });

/** The kinds of the group rbac.authorization.k8s.io. */
export const rbacRules: Readonly<Record<string, KindRules>> = {
  ClusterRole: roleRules(false),
  ClusterRoleBinding: bindingRules(false),
  Role: roleRules(true),
  RoleBinding: bindingRules(true),
};
