import { reportDirectFetches } from './report.js';

// npm runs scripts in the root of the workspace; what was typed is meant from where it was typed.
const { code, output, errors } = reportDirectFetches(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
// Who reads it may have seen enough (`| head`): then the rest is for nobody.
process.stdout.on('error', () => {});
process.stdout.write(output.map((line) => `${line}\n`).join(''));
process.stderr.write(errors.map((line) => `${line}\n`).join(''));
process.exitCode = code;
