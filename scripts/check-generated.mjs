// @ts-check
// Is everything that is generated committed as the generator writes it?

import { execFileSync } from 'node:child_process';
import { root } from './workspaces.mjs';

execFileSync('npm', ['run', '--silent', 'generate'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });

// Not `git diff`: that would not see a package that is new.
const status = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
if (status !== '') {
  console.error(`After \`npm run generate\` these files differ from the last commit; commit or remove them:\n${status}`);
  process.exitCode = 1;
} else {
  console.log('generating changes nothing');
}
