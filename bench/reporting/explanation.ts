/** The meaning of each figure, as a Markdown list. */
export const explanation: readonly string[] = [
	'- Each side ran in a fresh process over a fresh emulator with the same world. The emulator had a process of its own and ran at its full speed. Every second round took the sides in reverse order.',
	'- Every answer was compared with the world: the number of members; a fingerprint of id, username, nickname and roles of all of them (of every field for the service); the number in the role and in the filter; and the changed members. A wrong answer fails the bench.',
	'- Before the measurement, each side fetched a guild of 1,000 and was asked everything once, so that its code was loaded and compiled. Libraries have their default settings; a timeout is longer if a million members need more time.',
	'- × is the ratio to discord.js.',
	'- bytes a member kept: heap and external memory (buffers included) after two forced collections, after the fetch minus before it, divided by the members. This is what the library keeps. If it keeps nothing, the bench holds the list that it returned.',
	'- CPU: `process.cpuUsage()`, user and system, all threads (garbage collection included), from just before the fetch until the list is there.',
	'- peak heap: the largest heap and external memory before any collection during the fetch, as V8 reports it, with garbage. peak RSS: the largest resident set of the process since its start, as the system counts it.',
	'- longest stall: the maximum of `monitorEventLoopDelay` during the fetch, at a resolution of 10 ms, which is also the least that it can show. A finer resolution would take CPU time itself.',
	"- second call: the same call again, within Discord's window of one full request in 30 s. The emulator has a longer window and longer heartbeats, since a million takes some sides longer than that. refused: an error; no answer: none in 2 s.",
	'- lookup by id: the mean over up to 10,000 members from all over the list, as the object that the library gives (a GuildMember if it has one).',
	'- members of a role: the role that most members have, until the answer is there and its size is read. filter: members with a nickname, by a predicate on the members as the library gives them. Both for the first time in this guild.',
	'- the import: each process is fresh and imports discord.js first. The ratio is of the two times within one process; the heap is taken after forced collections. The two imports take turns.',
	'- CPU of 10,000 updates: nicknames and roles all change at once; measured until the last change shows in the list.',
];
