import { reportDirectFetches } from './report.js';

const { code, output, errors } = reportDirectFetches(process.argv.slice(2), process.cwd());
// A reader such as `| head` may have closed the pipe: the rest of the output is not needed then.
process.stdout.on('error', () => {});
process.stdout.write(output.map((line) => `${line}\n`).join(''));
process.stderr.write(errors.map((line) => `${line}\n`).join(''));
process.exitCode = code;
