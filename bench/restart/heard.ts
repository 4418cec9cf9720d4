import type { IRosterStore } from 'rollcall/stores';

/** The same store. It tells when a save has ended: its last commit says which lists are as they were. */
export function heard(store: IRosterStore, onSaved: () => void): IRosterStore {
	return {
		async open(key, warn) {
			const shard = await store.open(key, warn);
			const commit = shard.commit.bind(shard);
			shard.commit = async (changes) => {
				await commit(changes);
				if (changes.infos) onSaved();
			};
			return shard;
		},
	};
}
