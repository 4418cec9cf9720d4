import { DAY_MS } from './Clock.js';

const FIRST_DAY = Math.floor(Date.UTC(2015, 0, 1) / DAY_MS);
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const days = Array.from({ length: 6000 }, (_, n) => new Date((FIRST_DAY + n) * DAY_MS).toISOString().slice(0, 11));

/** A moment as Discord writes it: `2021-03-04T05:06:07.891000+00:00`. It uses tables, since a million may be needed. */
export function discordTimestamp(epochMs: number): string {
	const day = Math.floor(epochMs / DAY_MS);
	const ms = Math.floor(epochMs - day * DAY_MS);
	const date = days[day - FIRST_DAY] ?? new Date(epochMs).toISOString().slice(0, 11);
	const hour = two[Math.floor(ms / 3_600_000)];
	const minute = two[Math.floor(ms / 60_000) % 60];
	const second = two[Math.floor(ms / 1000) % 60];
	return `${date}${hour}:${minute}:${second}.${String(ms % 1000).padStart(3, '0')}000+00:00`;
}
