export { parseAllYAML, parseYAMLStream, type YAMLDocument } from './parse-all-yaml.js';
export { parseYAML, parseYAMLDocuments } from './parse-yaml.js';
