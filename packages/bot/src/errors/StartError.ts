/**
 * Why the bot can not start or go on, in words for its operator: what is wrong, and the cure. It is printed without a
 * stack, and the process ends with code 1.
 */
export class StartError extends Error {
	override readonly name: string = 'StartError';
}
