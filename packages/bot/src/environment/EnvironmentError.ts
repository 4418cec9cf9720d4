import { StartError } from '../errors/index.js';

/** Everything that is wrong with the environment, at once. It shows no secret value. */
export class EnvironmentError extends StartError {
	override readonly name = 'EnvironmentError';

	constructor(readonly problems: readonly string[]) {
		super(`The environment is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
	}
}
