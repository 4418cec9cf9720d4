/** What each figure is, as a Markdown list. */
export const explanation: readonly string[] = [
	'- Each side ran in a fresh process over a fresh emulator with the same world; the emulator ran in a process of its own, at its full speed. Every second round took the sides in reverse order. Every answer was compared with the world: number, fingerprint of id, username, nickname and roles of all members (for the service of every field as well), number of the role, of the filter, and the changed members; a wrong one fails the bench.',
	'- Before anything was measured, each side fetched a guild of 1,000 and was asked everything once, so that code was loaded and compiled. Libraries have their default settings; a timeout was made longer where a million would not fit into it.',
	'- × is the ratio to discord.js.',
	'- bytes a member kept: heap and external memory (buffers included) after two forced collections, after the fetch less before it, divided by the members. What the library keeps; a list that it hands over is held only where it keeps none.',
	'- CPU: `process.cpuUsage()`, user and system, all threads (garbage collection included), from just before the fetch to the list in hand.',
	'- peak heap: the largest heap and external memory in use before any collection of the fetch, as V8 notes it, garbage included. peak RSS: the largest resident set of the process since its start, as the system counts it.',
	'- longest stall: the maximum of `monitorEventLoopDelay` over the fetch, at a resolution of 10 ms, which is thus the least that it can be; a finer one takes CPU time of its own.',
	"- second call: the same call again, inside Discord's window of one full request in 30 s (made longer in the emulator, as are heartbeats, since a million takes some sides longer). refused: an error; no answer: none in 2 s.",
	'- lookup by id: the mean over up to 10,000 members all over the list, as the object that the library gives (a GuildMember where it has such a thing).',
	'- members of a role: the role that most have, to the answer in hand and its size known; filter: members with a nickname, by a predicate on the members as the library gives them. Both the first time in this guild.',
	'- CPU of 10,000 updates: nicknames and roles changed all at once, until the last change shows in the list.',
];
