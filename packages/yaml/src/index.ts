export { parseYAML, parseYAMLDocuments } from './parse-yaml.js';
