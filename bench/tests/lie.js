import { MemberFetchService } from 'rollcall';

// Loaded into the processes of a run before everything else, this makes a service that lies: its lists lack a member, and
// are called complete all the same. A check of lists must notice it.

const { fetchGuildMembers, streamGuildMembers } = MemberFetchService.prototype;

MemberFetchService.prototype.fetchGuildMembers = async function (...args) {
	const answer = await fetchGuildMembers.apply(this, args);
	return { ...answer, members: withoutOne(answer.members) };
};

MemberFetchService.prototype.streamGuildMembers = async function* (...args) {
	for await (const batch of streamGuildMembers.apply(this, args)) {
		yield { ...batch, members: withoutOne(batch.members) };
	}
};

function withoutOne(members) {
	const id = members.lastKey();
	return members.filter((member) => member.id !== id);
}
