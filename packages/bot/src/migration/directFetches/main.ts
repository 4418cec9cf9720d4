import { reportDirectFetches } from './report.js';

// npm runs scripts in the root of the workspace; what was typed is meant from where it was typed.
const { code, output, errors } = reportDirectFetches(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
for (const line of output) process.stdout.write(`${line}\n`);
for (const line of errors) process.stderr.write(`${line}\n`);
process.exitCode = code;
