/** Rules in CEL. All that is behind this is loaded once a definition has some. */
export { checkRules, checkTotalCost } from './check-rules.js';
export { RuleContext } from './rule-context.js';
export { ruleValidator } from './rule-validator.js';
