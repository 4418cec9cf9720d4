/** Says a line about a store where the operator of the bot sees it. */
export function warnOfStore(line: string): void {
	process.emitWarning(line, 'RollcallWarning');
}
