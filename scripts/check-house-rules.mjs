// @ts-check
// Do the files of this repository keep the rules that no linter knows?

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './workspaces.mjs';

/** Lines of a file written by hand. */
const longest = 500;

/** Names that answer no question. */
const vague = new Set(['common', 'helper', 'helpers', 'misc', 'shared', 'util', 'utils']);

/** Hosts that packages and modules are downloaded from; which of them is used is a matter of the machine. */
const registryHost = new RegExp(
  String.raw`\b(?:${[
    'registry\\.(?:npmjs|yarnpkg)\\.(?:org|com)',
    '(?:proxy|sum)\\.golang\\.org',
    'repo\\d*\\.maven\\.(?:apache\\.)?org',
    '(?:deb|security)\\.debian\\.org',
    'static\\.crates\\.io',
  ].join('|')})\b`,
);

/** Comments that say the work is not done, and switches that turn checks off. */
const unfinished = /\b(?:TODO|FIXME|XXX)\b|eslint-disable|@ts-(?:ignore|nocheck)|prettier-ignore/;

/**
 * Lists what is wrong with one file.
 *
 * @param {string} file from the root, with forward slashes
 * @param {string} text
 * @param {readonly string[]} machinePaths folders that exist on this machine only
 * @returns {string[]}
 */
export function brokenHouseRules(file, text, machinePaths) {
  /** @type {string[]} */
  const problems = [];
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const where = `${file}:${String(index + 1)}`;
    const machinePath = machinePaths.find((folder) => line.includes(folder));
    if (machinePath !== undefined) problems.push(`${where}: names ${machinePath}, a path of this machine`);
    const host = registryHost.exec(line);
    if (host) problems.push(`${where}: names ${host[0]}, the host of a registry`);
    const open = isSource(file) && !isGenerated(file, text) ? unfinished.exec(line) : null;
    if (open && file !== 'scripts/check-house-rules.mjs') problems.push(`${where}: ${open[0]} is not for a commit`);
  });
  if (isSource(file) && !isGenerated(file, text)) {
    const count = lines.length - (text.endsWith('\n') ? 1 : 0);
    if (count > longest)
      problems.push(`${file}: ${String(count)} lines, at most ${String(longest)}; it answers more than one question`);
    const name = path.posix.basename(file).split('.')[0] ?? '';
    if (vague.has(name)) problems.push(`${file}: the name says nothing; name the question that the file answers`);
  }
  return problems;
}

/** @param {string} file */
const isSource = (file) => /\.(?:[cm]?[jt]s|go|sh)$/.test(file) || file === '.ci/run';

/**
 * @param {string} file
 * @param {string} text
 */
const isGenerated = (file, text) =>
  /^(?:packages\/apis|codegen\/golden)\//.test(file) || /^\/\/ Code generated .*DO NOT EDIT\.$/m.test(text.slice(0, 300));

/** What git knows or would add. */
function files() {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return list.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const machinePaths = [root, os.homedir()].filter((folder) => folder.length > 1).map((folder) => `${folder}/`);
  const checked = files().filter((file) => !file.startsWith('openapi/v') && !/\.(?:png|svg|sum)$/.test(file));
  const problems = checked.flatMap((file) => brokenHouseRules(file, readFileSync(path.join(root, file), 'utf8'), machinePaths));
  console.log(problems.length > 0 ? problems.join('\n') : `${String(checked.length)} files keep the house rules`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
