/** @param bot - the folder of the bot */
export function isBuilt(bot: string): boolean;
/** @param bot - the folder of the bot */
export function outputsOf(bot: string): string[];
