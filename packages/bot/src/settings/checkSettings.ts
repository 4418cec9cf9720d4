import { MAX_LEAVER_DAYS, MAX_REQUIRED_HOURS, MAX_RETENTION_DAYS, type SettingsPatch } from './GuildSettings.js';

/** Whether `Intl` knows this time zone. It takes IANA names in upper or lower case. */
export function isTimeZone(name: string): boolean {
	return canonicalTimeZone(name) !== undefined;
}

/** The IANA name as `Intl` writes it: `asia/seoul` is `Asia/Seoul`. `undefined` if there is no such time zone. */
export function canonicalTimeZone(name: string): string | undefined {
	// Offsets such as +09:00 have no daylight saving time, and only some versions of Node accept them.
	if (!/^[A-Za-z]/.test(name)) return undefined;
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
	} catch {
		return undefined;
	}
}

/** @throws RangeError that names the value */
export function checkPatch(patch: SettingsPatch): void {
	const { timeZone, retentionDays, leaverDays, leastObservedPercent } = patch;
	if (timeZone !== undefined && !isTimeZone(timeZone))
		throw new RangeError(`There is no time zone ${JSON.stringify(timeZone)}; use an IANA name such as Asia/Seoul.`);
	if (retentionDays !== undefined && !isWhole(retentionDays, 1, MAX_RETENTION_DAYS))
		throw new RangeError(`retentionDays must be a whole number from 1 to ${MAX_RETENTION_DAYS}, not ${retentionDays}.`);
	if (leaverDays !== undefined && !isWhole(leaverDays, 1, MAX_LEAVER_DAYS))
		throw new RangeError(`leaverDays must be a whole number from 1 to ${MAX_LEAVER_DAYS}, not ${leaverDays}.`);
	if (leastObservedPercent !== undefined && !isWhole(leastObservedPercent, 1, 100))
		throw new RangeError(`leastObservedPercent must be a whole number from 1 to 100, not ${leastObservedPercent}.`);
}

/** @throws RangeError that names the value */
export function checkHours(hours: number): void {
	if (Number.isFinite(hours) && hours >= 0 && hours <= MAX_REQUIRED_HOURS) return;
	throw new RangeError(`Required hours must be from 0 to ${MAX_REQUIRED_HOURS}, not ${hours}.`);
}

function isWhole(value: number, least: number, most: number): boolean {
	return Number.isInteger(value) && value >= least && value <= most;
}
